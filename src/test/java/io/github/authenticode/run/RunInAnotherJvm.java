package io.github.authenticode.run;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.shutdown.ShutdownGuard;
import io.github.authenticode.testing.run.ScriptedEngine.Behaviour;
import io.github.authenticode.testing.run.ScriptedSignatures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Signs the files of a folder, three at a time, and prints the name of each as it ends. With {@code hold} the engine
 * prints {@code holding} before the first file and waits for an end of line; with a number, the run stands still once
 * it has signed so many files. With {@code guard} it stands still in the fourth file until it is asked to end; with
 * {@code cache=} and a folder, it takes signatures from there and keeps them there; with {@code skip}, {@code replace}
 * or {@code append} it says that it is ready and waits for an end of line.
 */
public final class RunInAnotherJvm {
    private RunInAnotherJvm() {}

    public static void main(String[] arguments) throws Exception {
        Bench bench = bench(Path.of(arguments[0]));
        String mode = arguments.length > 2 ? arguments[2] : Integer.toString(Integer.MAX_VALUE);
        if (mode.equals("guard")) {
            guarded(bench, arguments[1]);
            return;
        }
        if (List.of("skip", "replace", "append").contains(mode)) {
            bench.existingSignature = ExistingSignature.valueOf(mode.toUpperCase(Locale.ROOT));
            mode = Integer.toString(Integer.MAX_VALUE);
            print("ready");
            awaitInput();
        }
        if (mode.startsWith("cache=")) {
            bench.timestamped = false;
            bench.caching(Path.of(mode.substring("cache=".length())));
            mode = Integer.toString(Integer.MAX_VALUE);
        }
        boolean hold = mode.equals("hold");
        Behaviour signing = signingInSeveralWrites(arguments[1]);
        bench.engine.onOthers(hold ? holding(signing) : signing);
        bench.concurrency = hold ? 1 : 3;
        AtomicInteger left = new AtomicInteger(hold ? 1 : Integer.parseInt(mode));
        bench.progress = (position, total, result) -> {
            print(result.outcome().getClass().getSimpleName() + " "
                    + result.file().name());
            if (result.outcome() instanceof Outcome.Signed && left.decrementAndGet() == 0 && !hold) {
                awaitInput();
            }
        };
        bench.run();
    }

    private static void guarded(Bench bench, String signer) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Behaviour signing = signingInSeveralWrites(signer);
        bench.engine.onOthers(task -> {
            if (begun.incrementAndGet() < 4) {
                return signing.of(task);
            }
            Files.writeString(task.file(), "half signed");
            print("standing still");
            new CountDownLatch(1).await();
            throw new AssertionError("nobody lets it go on");
        });
        ShutdownGuard guard = ShutdownGuard.of(
                Thread.currentThread(),
                () -> true,
                new ShutdownGuard.Times(Duration.ofMillis(1), Duration.ofMinutes(1), Duration.ZERO));
        try (guard) {
            run(bench);
        }
    }

    private static void run(Bench bench) throws ProblemException {
        try {
            bench.run();
        } catch (InterruptedException e) {
            print("interrupted");
        }
    }

    /** A plan of all files below {@code files} in the folder, in the order of their names. */
    public static Bench bench(Path folder) throws IOException {
        Bench bench = new Bench(folder);
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            files.sorted()
                    .forEach(file -> bench.addPlanned(file, file.getFileName().toString()));
        }
        return bench;
    }

    /**
     * As signing tools do: truncates the file and writes it anew piece by piece, so that a kill can find it in pieces.
     */
    static Behaviour signingInSeveralWrites(String signer) {
        return task -> {
            byte[] signed = ScriptedSignatures.sign(Files.readAllBytes(task.file()), signer);
            int piece = signed.length / 8 + 1;
            try (OutputStream out = Files.newOutputStream(task.file())) {
                for (int done = 0; done < signed.length; done += piece) {
                    out.write(signed, done, Math.min(piece, signed.length - done));
                }
            }
            return new Attempt.Done();
        };
    }

    private static Behaviour holding(Behaviour then) {
        return task -> {
            print("holding");
            awaitInput();
            return then.of(task);
        };
    }

    private static void awaitInput() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there any more");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    static List<Path> runFolders(Bench bench) throws IOException {
        try (Stream<Path> all = Files.list(bench.work)) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
