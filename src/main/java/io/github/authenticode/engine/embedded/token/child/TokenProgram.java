package io.github.authenticode.engine.embedded.token.child;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.engine.embedded.token.child.Cryptoki.Attribute;
import io.github.authenticode.engine.embedded.token.child.Cryptoki.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The program that holds the library of a token while a build signs: it loads the library, tells which tokens there
 * are, logs in once, and signs digests. A library that crashes takes this program with it and no build, and its end is
 * the end of the login, which PKCS #11 gives to a whole process.
 *
 * <p>Requests are lines of standard input: {@code tokens}; {@code login} slot [PIN]; {@code sign} key mechanism data.
 * Each is answered by lines of standard output and a last one, {@code done} or {@code failed}. The end of its input is
 * its end.
 */
public final class TokenProgram {
    /** What the user is in C_Login: himself; himself again, for one signature. */
    private static final long USER = 1;

    private static final long CONTEXT_SPECIFIC = 2;
    /** SafeNet's library shows an empty token at first (ebourg/jsign#345). */
    private static final int LOOKS = 4;

    private static final long LOOK_AGAIN_MILLIS = 400;

    private final String path;
    private final PrintStream out;
    private final ExecutorService signers;
    private final ConcurrentLinkedQueue<Long> sessions = new ConcurrentLinkedQueue<>();
    private final Object pinEachTime = new Object();
    private @Nullable Cryptoki library;
    private long slot;
    private Optional<byte[]> pin = Optional.empty();
    private long loggedIn = -1;

    private TokenProgram(String path, int sessions, PrintStream out) {
        this.path = path;
        this.out = out;
        this.signers = Executors.newFixedThreadPool(sessions);
    }

    /** @param arguments the library's path, and how many signatures it is asked for at a time */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, US_ASCII);
        new TokenProgram(arguments[0], Integer.parseInt(arguments[1]), out).run();
        System.exit(0); // whatever threads the library has
    }

    private void run() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                Optional<Line> request = Line.parse(text);
                if (request.isPresent()) {
                    take(request.get());
                }
            }
        }
        signers.shutdownNow();
        end();
    }

    private void take(Line request) {
        if (request.word().equals("sign")) {
            signers.execute(() -> answer(request));
        } else {
            answer(request);
        }
    }

    private void answer(Line request) {
        try {
            switch (request.word()) {
                case "tokens" -> tokens(request.request());
                case "login" -> login(request);
                case "sign" -> sign(request);
                default -> throw new IllegalArgumentException("unknown request: " + request.word());
            }
            say(Line.of(request.request(), "done"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Refusal e) {
            say(Line.of(request.request(), "failed", String.valueOf(e.getMessage())));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            say(Line.of(request.request(), "failed", e.toString()));
        }
    }

    private void tokens(int request) throws Refusal, ReflectiveOperationException {
        library = Cryptoki.load(path);
        for (long each : library().slots()) {
            say(library().token(request, each));
            long session;
            try {
                session = library().openSession(each);
            } catch (Refusal e) {
                continue; // a token that is not initialised
            }
            certificates(request, each, session);
            library().closeSession(session);
        }
    }

    /** One call of C_Login, whatever comes of it. */
    private void login(Line request) throws Refusal, ReflectiveOperationException, InterruptedException {
        slot = request.number(0);
        pin = request.fields().size() > 2 ? Optional.of(request.bytes(2)) : Optional.empty();
        long session = library().openSession(slot);
        if (request.number(1) != 0) {
            library().login(session, USER, pin);
        }
        loggedIn = session;
        for (int look = 1; !keys(request.request(), session) && look < LOOKS; look++) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        certificates(request.request(), slot, session);
    }

    private boolean keys(int request, long session) throws Refusal, ReflectiveOperationException {
        boolean any = false;
        for (long key : library().find(session, Attribute.PRIVATE_KEY_OBJECT)) {
            any = true;
            say(Line.of(
                    request,
                    "key",
                    key,
                    library().attribute(session, key, Attribute.LABEL),
                    library().attribute(session, key, Attribute.ID),
                    library().attribute(session, key, Attribute.KEY_TYPE),
                    isTrue(library().attribute(session, key, Attribute.ALWAYS_AUTHENTICATE))));
        }
        return any;
    }

    private void certificates(int request, long ofSlot, long session) throws Refusal, ReflectiveOperationException {
        for (long each : library().find(session, Attribute.CERTIFICATE_OBJECT)) {
            say(Line.of(
                    request,
                    "certificate",
                    ofSlot,
                    library().attribute(session, each, Attribute.LABEL),
                    library().attribute(session, each, Attribute.ID),
                    library().attribute(session, each, Attribute.VALUE)));
        }
    }

    /** An attribute that the JDK does not know is a byte; one that it knows is a word. */
    private static boolean isTrue(byte[] value) {
        return value.length == 1 ? value[0] != 0 : new String(value, US_ASCII).equals("true");
    }

    /** A token that is told a PIN for one signature may take the next call of any session for it: one at a time. */
    private void sign(Line request) throws Refusal, ReflectiveOperationException {
        if (request.number(1) == 0) {
            signInSession(request);
        } else {
            synchronized (pinEachTime) {
                signInSession(request);
            }
        }
    }

    /** A key that wants the PIN before each signature gets it between C_SignInit and C_Sign (PKCS #11 2.40, 5.11). */
    private void signInSession(Line request) throws Refusal, ReflectiveOperationException {
        Long free = sessions.poll();
        long session = free == null ? library().openSession(slot) : free;
        boolean sound = false;
        try {
            library().beginSignature(session, request.number(2), request.number(0));
            if (request.number(1) != 0) {
                library().login(session, CONTEXT_SPECIFIC, pin);
            }
            say(Line.of(request.request(), "signature", (Object) library().sign(session, request.bytes(3))));
            sound = true;
        } finally {
            if (sound) {
                sessions.add(session);
            } else {
                close(session);
            }
        }
    }

    private void close(long session) {
        try {
            library().closeSession(session);
        } catch (Refusal e) {
            System.err.println("C_CloseSession: " + e.getMessage()); // the token may be gone
        }
    }

    private void end() {
        try {
            if (library != null) {
                if (loggedIn >= 0) {
                    library().logout(loggedIn);
                }
                library().end();
            }
        } catch (Refusal e) {
            System.err.println("at the end: " + e.getMessage());
        }
    }

    private Cryptoki library() {
        if (library == null) {
            throw new IllegalStateException("no library is loaded");
        }
        return library;
    }

    /** A line of its own, even where the library left one without an end. */
    private synchronized void say(Line line) {
        out.print("\n" + line + "\n");
        out.flush();
    }
}
