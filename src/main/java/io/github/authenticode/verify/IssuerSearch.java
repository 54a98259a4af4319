package io.github.authenticode.verify;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the ways from a certificate to a trusted one.
 *
 * <p>The JDK's CertPathBuilder is not used for this: it says only "unable to find valid certification path" where a reader needs
 * to know which certificate is missing, and its depth limit does not count self-issued certificates (RFC 5280, 6.1), so
 * that a few dozen of them with one key and one name keep it busy for ever. This search has a budget.
 */
final class IssuerSearch {
    private static final int MAX_LENGTH = 10;
    private static final int MAX_CHECKS = 200;

    private final TrustAnchors anchors;
    private final Collection<X509Certificate> known;
    private final List<Path> trusted = new ArrayList<>();
    private Path longest;
    private int checks;

    private IssuerSearch(TrustAnchors anchors, Collection<X509Certificate> known, X509Certificate leaf) {
        this.anchors = anchors;
        this.known = known;
        this.longest = new Path(List.of(leaf), End.ISSUER_MISSING);
    }

    /** Why a path goes no further. */
    enum End {
        /** The last certificate is trusted. */
        TRUSTED,
        /** The last certificate signed itself and is not trusted. */
        UNTRUSTED_ROOT,
        /** Nobody has a certificate for the issuer of the last one. */
        ISSUER_MISSING,
        /** There are certificates with the issuer's name, but the key of none made the signature. */
        ISSUER_IS_ANOTHER,
        /** The search was given up. */
        TOO_LONG
    }

    /** @param certificates from the leaf upwards, each issued by the next */
    record Path(List<X509Certificate> certificates, End end) {
        X509Certificate last() {
            return certificates.get(certificates.size() - 1);
        }
    }

    /** Every way found to a trusted certificate, or else the one that came furthest. Never empty. */
    static List<Path> paths(X509Certificate leaf, Collection<X509Certificate> known, TrustAnchors anchors) {
        IssuerSearch search = new IssuerSearch(anchors, known, leaf);
        search.extend(List.of(leaf));
        return search.trusted.isEmpty() ? List.of(search.longest) : List.copyOf(search.trusted);
    }

    private void extend(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        if (anchors.contains(last)) {
            trusted.add(new Path(path, End.TRUSTED));
            return;
        }
        Set<X509Certificate> named = named(last);
        named.removeAll(path);
        boolean went = false;
        for (X509Certificate candidate : named) {
            if (path.size() == MAX_LENGTH || ++checks > MAX_CHECKS) {
                ended(path, End.TOO_LONG);
                return;
            }
            if (isSignedBy(last, candidate)) {
                went = true;
                List<X509Certificate> longer = new ArrayList<>(path);
                longer.add(candidate);
                extend(List.copyOf(longer));
            }
        }
        if (!went) {
            ended(path, endOf(last, named));
        }
    }

    private static End endOf(X509Certificate last, Set<X509Certificate> named) {
        if (isSelfIssued(last) && isSignedBy(last, last)) {
            return End.UNTRUSTED_ROOT;
        }
        return named.isEmpty() && !isSelfIssued(last) ? End.ISSUER_MISSING : End.ISSUER_IS_ANOTHER;
    }

    private void ended(List<X509Certificate> path, End end) {
        if (path.size() >= longest.certificates().size()) {
            longest = new Path(path, end);
        }
    }

    /** Trusted ones first: a short way to them is the better one. */
    private Set<X509Certificate> named(X509Certificate certificate) {
        Set<X509Certificate> found = new LinkedHashSet<>(anchors.withSubject(certificate.getIssuerX500Principal()));
        known.stream()
                .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .forEach(found::add);
        return found;
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // The answer, not an error: a candidate that shares only the name.
            return false;
        }
    }
}
