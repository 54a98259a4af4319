package io.github.authenticode.signtooldouble.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A certificate that may sign, with what is known of its chain, and its key if there is one. */
public record Candidate(List<X509Certificate> chain, Optional<SigningKey> key) {

    public static Candidate of(SigningKey key) {
        return new Candidate(key.chain(), Optional.of(key));
    }

    Instant expires() {
        return certificate().getNotAfter().toInstant();
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }
}
