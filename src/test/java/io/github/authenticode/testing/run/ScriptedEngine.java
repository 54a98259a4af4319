package io.github.authenticode.testing.run;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Parallelism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An engine that does to each file what a test told it to; by default it signs, replacing earlier signatures. */
public final class ScriptedEngine implements Engine {
    private final int batchSize;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<List<Task>> calls = new ArrayList<>();
    private Behaviour otherwise = signing("scripted");
    private Parallelism parallelism = Parallelism.of(1);
    private Optional<X509Certificate> certificate = Optional.empty();

    public ScriptedEngine(int batchSize) {
        this.batchSize = batchSize;
    }

    /** The behaviour of the engine for one file. */
    @FunctionalInterface
    public interface Behaviour {
        Attempt of(Task task) throws IOException, InterruptedException;

        /** This behaviour for the first tries, and another one from the given attempt on. */
        default Behaviour until(int attempt, Behaviour next) {
            return task -> task.attempt() < attempt ? of(task) : next.of(task);
        }
    }

    public static Behaviour signing(String signer) {
        return task -> {
            ScriptedSignatures.Parsed parsed = ScriptedSignatures.parse(Files.readAllBytes(task.file()));
            Files.write(task.file(), parsed.signedBy(signer));
            return new Attempt.Done();
        };
    }

    public static Behaviour appending(String signer) {
        return task -> {
            Files.write(task.file(), ScriptedSignatures.sign(Files.readAllBytes(task.file()), signer));
            return new Attempt.Done();
        };
    }

    public static Behaviour writing(String content) {
        return task -> {
            Files.writeString(task.file(), content);
            return new Attempt.Done();
        };
    }

    public static Behaviour doingNothing() {
        return task -> new Attempt.Done();
    }

    public static Behaviour failing(boolean retryable) {
        return task -> new Attempt.Failed(
                SampleProblem.of("scripted", "The engine failed on " + task.file() + ".", "Change the script."),
                retryable);
    }

    public static Behaviour crashing() {
        return task -> {
            throw new IllegalStateException("no idea what to do with " + task.file());
        };
    }

    /** Sets what happens to files of this name. */
    public ScriptedEngine on(String fileName, Behaviour behaviour) {
        behaviours.put(fileName, behaviour);
        return this;
    }

    /** Sets what happens to all files without a behaviour of their own. */
    public ScriptedEngine onOthers(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    public ScriptedEngine with(Parallelism value) {
        parallelism = value;
        return this;
    }

    public ScriptedEngine withCertificate(X509Certificate signer) {
        certificate = Optional.of(signer);
        return this;
    }

    /**
     * File names and attempts of each call, in the order in which they came: {@code [[a.exe#1, b.exe#1], [b.exe#2]]}.
     */
    public synchronized List<List<String>> calls() {
        return calls.stream()
                .map(call -> call.stream()
                        .map(task -> task.file().getFileName() + "#" + task.attempt())
                        .toList())
                .toList();
    }

    /** The staged copies that it was given. */
    public synchronized List<Path> staged() {
        return calls.stream().flatMap(List::stream).map(Task::file).toList();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return certificate;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Parallelism parallelism() {
        return parallelism;
    }

    @Override
    public List<Attempt> sign(List<Task> batch) throws InterruptedException {
        synchronized (this) {
            calls.add(batch);
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Task task : batch) {
            attempts.add(sign(task));
        }
        return attempts;
    }

    private Attempt sign(Task task) throws InterruptedException {
        try {
            return behaviours
                    .getOrDefault(task.file().getFileName().toString(), otherwise)
                    .of(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
