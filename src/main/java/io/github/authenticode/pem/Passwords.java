package io.github.authenticode.pem;

import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The characters that a password may have been when something was encrypted with it. Only the empty one has two forms:
 * PKCS#12 (RFC 7292, B.1) ends a password with two zero bytes, and some programs leave out even these where there is no
 * password. Bouncy Castle refuses an empty one for PBKDF2; HMAC pads its key with zeros, so that a zero byte is the
 * same as nothing.
 */
final class Passwords {
    private Passwords() {}

    static List<char[]> forms(Optional<Secret> password) {
        String text = password.map(Secret::reveal).orElse("");
        return text.isEmpty() ? List.of(new char[1], new char[0]) : List.of(text.toCharArray());
    }

    /** The opener of something with a password. */
    @FunctionalInterface
    interface Opening<T> {
        T with(InputDecryptorProvider decryptors) throws PKCSException;
    }

    /** @throws WrongPasswordException if no form of it opens that */
    static <T> T opening(Optional<Secret> password, Opening<T> opening) throws IOException {
        Optional<Exception> failure = Optional.empty();
        for (char[] form : forms(password)) {
            try {
                // By instance: the provider is never registered with the JVM.
                return opening.with(new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(form));
            } catch (PKCSException | RuntimeException e) {
                failure = failure.isPresent() ? failure : Optional.of(e);
            }
        }
        throw refusal(failure.orElseThrow());
    }

    /**
     * A cipher that nobody here knows is no wrong password. Neither form has a check value: a wrong one shows as bad
     * padding.
     */
    static IOException refusal(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchAlgorithmException) {
                return new IOException("it is encrypted in a way that is not known: " + cause.getMessage(), failure);
            }
        }
        return new WrongPasswordException(String.valueOf(failure.getMessage()), failure);
    }
}
