package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.engine.embedded.token.TokenFailure.Kind;
import io.github.authenticode.engine.embedded.token.child.Line;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A token that is logged in to, and one of its keys. Closing it logs out. Safe for several threads. */
public final class TokenSession implements AutoCloseable {
    private static final Duration TO_LIST = Duration.ofSeconds(60);
    /** Somebody may have to type a PIN, or to touch the token. */
    private static final Duration FOR_PEOPLE = Duration.ofMinutes(2);

    private final TokenProcess process;
    private final Token token;
    private final KeyChoice choice;
    private final TokenSettings settings;

    private TokenSession(TokenProcess process, Token token, KeyChoice choice, TokenSettings settings) {
        this.process = process;
        this.token = token;
        this.choice = choice;
        this.settings = settings;
    }

    /**
     * Finds library, token and key, and logs in with one try of the PIN in the whole build.
     *
     * @param memory of the build
     */
    public static TokenSession open(Pkcs11Identity identity, BuildMemory memory, TokenSettings settings)
            throws ProblemException, InterruptedException {
        List<X509Certificate> more = identity.certificateFile().isPresent()
                ? CertificateFile.read(identity.certificateFile().get())
                : List.of();
        Path library = new LibrarySearch(settings).find(identity);
        TokenProcess process = start(library, settings);
        try {
            Token token = TokenChoice.choose(identity, tokens(process, library), library);
            List<Line> objects = memory.pin(List.of(token.model(), token.serial(), token.label()))
                    .pass(() -> login(process, token, identity, settings));
            return new TokenSession(process, token, KeyChoice.of(token, identity, objects, more), settings);
        } catch (ProblemException | InterruptedException | RuntimeException e) {
            close(process, settings);
            throw e;
        }
    }

    private static TokenProcess start(Path library, TokenSettings settings) throws ProblemException {
        try {
            return TokenProcess.start(library, settings);
        } catch (TokenFailure e) {
            throw LibraryProblems.unusable(library, e);
        }
    }

    private static List<Token> tokens(TokenProcess process, Path library)
            throws ProblemException, InterruptedException {
        try {
            List<Line> lines = process.ask(TO_LIST, "tokens");
            List<TokenCertificate> certificates = certificates(lines);
            return lines.stream()
                    .filter(l -> l.word().equals("token"))
                    .map(l -> Token.of(
                            l,
                            certificates.stream()
                                    .filter(c -> c.slot() == l.number(0))
                                    .toList()))
                    .filter(Token::isInitialized)
                    .toList();
        } catch (TokenFailure e) {
            throw LibraryProblems.unusable(library, e);
        }
    }

    static List<TokenCertificate> certificates(List<Line> lines) {
        return lines.stream()
                .filter(l -> l.word().equals("certificate"))
                .flatMap(l -> TokenCertificate.of(l).stream())
                .toList();
    }

    private static List<Line> login(TokenProcess process, Token token, Pkcs11Identity identity, TokenSettings settings)
            throws ProblemException, InterruptedException {
        if (token.needsLogin()) {
            requirePin(token, identity, settings);
        }
        List<Object> fields = new ArrayList<>(List.of(token.slot(), token.needsLogin() ? 1 : 0));
        identity.pin()
                .filter(p -> token.needsLogin())
                .map(Secret::reveal)
                .ifPresent(p -> fields.add(p.getBytes(StandardCharsets.UTF_8)));
        try {
            return process.ask(FOR_PEOPLE, "login", fields.toArray());
        } catch (TokenFailure e) {
            throw TokenProblems.login(token, e);
        }
    }

    private static void requirePin(Token token, Pkcs11Identity identity, TokenSettings settings)
            throws ProblemException {
        if (token.isPinLocked()) {
            throw TokenProblems.locked(token);
        }
        if (token.isLastTry()) {
            throw TokenProblems.lastTry(token);
        }
        if (identity.pin().isEmpty() && !token.hasKeypad()) {
            throw TokenProblems.noPin(token);
        }
        if (token.isPinCountLow()) {
            settings.warnings().accept(TokenProblems.pinCountLow(token));
        }
    }

    /** How messages call the key. */
    public String keyName() {
        return choice.name();
    }

    /** RSA or EC. */
    public String keyAlgorithm() {
        return choice.key().isRsa() ? "RSA" : "EC";
    }

    /** What the token and the file hold, the signing certificate among them if anywhere; in any order. */
    public List<X509Certificate> certificates() {
        return choice.certificates();
    }

    /**
     * Signs a digest.
     *
     * @return PKCS #1 v1.5 for an RSA key, a DER sequence of two numbers for an EC key
     */
    public byte[] sign(DigestAlgorithm algorithm, byte[] digest) throws ProblemException, InterruptedException {
        SignatureForm form = choice.key().isRsa() ? SignatureForm.RSA : SignatureForm.ECDSA;
        try {
            List<Line> lines = process.ask(
                    FOR_PEOPLE,
                    "sign",
                    choice.key().handle(),
                    choice.key().pinEachTime() ? 1 : 0,
                    form.mechanism(),
                    form.data(algorithm, digest));
            if (lines.isEmpty()) {
                throw new TokenFailure(Kind.REFUSED, "no signature in the answer");
            }
            return form.signature(lines.get(0).bytes(0));
        } catch (TokenFailure e) {
            throw TokenProblems.failed(token, e);
        }
    }

    @Override
    public void close() {
        close(process, settings);
    }

    private static void close(TokenProcess process, TokenSettings settings) {
        try {
            process.close();
        } catch (IOException e) {
            settings.debug().accept("The empty working directory could not be deleted: " + e);
        }
    }
}
