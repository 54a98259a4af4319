package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.engine.embedded.token.TokenFailure.Kind;
import io.github.authenticode.engine.embedded.token.child.Line;
import io.github.authenticode.engine.embedded.token.child.TokenProgram;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Conversation;
import io.github.authenticode.process.ToolCommand;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The talk with a {@link TokenProgram}. Several threads may ask at a time; each gets its own answer.
 *
 * <p>The JDK's binding to PKCS #11 is opened to that JVM by an argument, which no plugin could give the JVM of Maven.
 */
final class TokenProcess implements Conversation.Listener, AutoCloseable {
    /** Signatures that the library is asked for at a time. */
    static final int SESSIONS = 4;

    private static final Duration TO_LEAVE = Duration.ofSeconds(10);
    /**
     * Where a JVM that crashes says by which signal, and in which function of which library; it does so on standard
     * output.
     */
    private static final Pattern CRASH = Pattern.compile("#\\s+((?:SIG|EXCEPTION_|C\\s+\\[).*)");

    private static final int EVIDENCE = 300;

    private final ConcurrentMap<Integer, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Conversation> conversation = new CompletableFuture<>();
    private final List<String> crash = new ArrayList<>();
    private volatile @Nullable TokenFailure end;

    private record Pending(List<Line> lines, CompletableFuture<List<Line>> answer) {
        Pending() {
            this(new ArrayList<>(), new CompletableFuture<>());
        }
    }

    private TokenProcess() {}

    static TokenProcess start(Path library, TokenSettings settings) throws TokenFailure {
        TokenProcess process = new TokenProcess();
        try {
            process.conversation.complete(
                    Conversation.start(command(library, settings), settings.workFolder(), process));
            return process;
        } catch (IOException e) {
            throw new TokenFailure(Kind.NOT_STARTED, String.valueOf(e.getMessage()));
        }
    }

    private static ToolCommand command(Path library, TokenSettings settings) {
        List<String> arguments = List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "--add-exports",
                "jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED",
                "-cp",
                ownClasses(),
                TokenProgram.class.getName(),
                library.toString(),
                Integer.toString(SESSIONS));
        return new ToolCommand(settings.java(), arguments, environment(library, settings), List.of(), TO_LEAVE);
    }

    /** On Windows a library finds its neighbours only in folders of PATH, as Yubico's must (ebourg/jsign#231). */
    private static Map<String, Optional<Secret>> environment(Path library, TokenSettings settings) {
        Map<String, Optional<Secret>> environment = new HashMap<>();
        settings.environment().forEach((name, value) -> {
            boolean path = settings.windows() && name.equalsIgnoreCase("PATH");
            String text = path ? library.getParent() + File.pathSeparator + value : value;
            environment.put(name, Optional.of(Secret.of(text)));
        });
        return environment;
    }

    /** The jar or folder that holds this plugin. */
    private static String ownClasses() {
        try {
            return Path.of(TokenProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the lines of the answer, without the last one, which only ends it */
    List<Line> ask(Duration limit, String word, Object... fields) throws TokenFailure, InterruptedException {
        int number = requests.incrementAndGet();
        Pending waiting = new Pending();
        pending.put(number, waiting);
        try {
            requireAlive();
            conversation.join().say(Line.of(number, word, fields).toString());
            return waiting.answer().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return lastWords(waiting);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            conversation.join().kill();
            throw new TokenFailure(Kind.SILENT, "no answer to \"" + word + "\" in " + limit.toSeconds() + " s");
        } finally {
            pending.remove(number);
        }
    }

    /** Its input is closed; soon it will be known how it ended. */
    private List<Line> lastWords(Pending waiting) throws TokenFailure, InterruptedException {
        try {
            return waiting.answer().get(TO_LEAVE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failure(e);
        }
    }

    private static TokenFailure failure(Exception e) {
        return e.getCause() instanceof TokenFailure failure
                ? failure
                : new TokenFailure(Kind.ENDED, "it takes no more requests");
    }

    private void requireAlive() throws TokenFailure {
        TokenFailure ended = end;
        if (ended != null) {
            throw ended;
        }
    }

    @Override
    public void line(String text) {
        Optional<Line> line = Line.parse(text);
        Matcher crashed = CRASH.matcher(text);
        if (crashed.matches() && crash.size() < 3) {
            crash.add(crashed.group(1));
        }
        Pending waiting = line.map(l -> pending.get(l.request())).orElse(null);
        if (waiting == null) {
            return; // what the library itself wrote, or an answer that came too late
        }
        switch (line.get().word()) {
            case "done" -> waiting.answer().complete(List.copyOf(waiting.lines()));
            case "failed" ->
                waiting.answer()
                        .completeExceptionally(
                                new TokenFailure(Kind.REFUSED, line.get().text(0)));
            default -> waiting.lines().add(line.get());
        }
    }

    @Override
    public void ended(int exitCode, String standardError) {
        String words = (String.join(" ", crash) + " " + standardError)
                .replaceAll("\\s+", " ")
                .strip();
        TokenFailure failure = new TokenFailure(
                Kind.ENDED,
                "exit code " + exitCode
                        + (words.isEmpty() ? "" : ": " + words.substring(0, Math.min(EVIDENCE, words.length()))));
        end = failure;
        pending.values().forEach(waiting -> waiting.answer().completeExceptionally(failure));
    }

    /** Logs out: the login is that process's. */
    @Override
    public void close() throws IOException {
        conversation.join().close();
    }
}
