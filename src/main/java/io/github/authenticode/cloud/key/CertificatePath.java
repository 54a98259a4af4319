package io.github.authenticode.cloud.key;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Certificates of any order in the order of their path. Of two that would do, the one that is valid longer is taken.
 */
public final class CertificatePath {
    private static final Comparator<X509Certificate> BY_END = Comparator.comparing(X509Certificate::getNotAfter);

    private CertificatePath() {}

    /** The certificate, then each one's issuer, as far as they are among the others. */
    public static List<X509Certificate> from(X509Certificate leaf, Collection<X509Certificate> others) {
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(leaf);
        while (next.isPresent() && !path.contains(next.get())) {
            path.add(next.get());
            next = issuer(next.get(), others);
        }
        return path;
    }

    /** The certificate of a key; of two, a renewed one with its old key, the one that is valid longer. */
    public static Optional<X509Certificate> ofKey(PublicKey key, Collection<X509Certificate> certificates) {
        return certificates.stream().filter(c -> c.getPublicKey().equals(key)).max(BY_END);
    }

    private static Optional<X509Certificate> issuer(X509Certificate child, Collection<X509Certificate> certificates) {
        return certificates.stream()
                .filter(c -> c.getSubjectX500Principal().equals(child.getIssuerX500Principal()))
                .filter(c -> signed(c, child))
                .max(BY_END);
    }

    private static boolean signed(X509Certificate issuer, X509Certificate child) {
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // an authority of the same name with another key
        }
    }
}
