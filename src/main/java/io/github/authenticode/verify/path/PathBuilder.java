package io.github.authenticode.verify.path;

import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.roots.Anchor;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The finder of the ways from a certificate to a trusted one.
 *
 * <p>The JDK's CertPathBuilder is not used for this: it says only "unable to find valid certification path" where a
 * reader needs to know which certificate is missing, and its depth limit does not count self-issued certificates (RFC
 * 5280, 6.1), so that a few dozen of them with one key and one name keep it busy for ever. This search has a budget.
 */
final class PathBuilder {
    private static final int MAX_LENGTH = 10;
    private static final int MAX_CHECKS = 200;

    private final TrustAnchors anchors;
    private final Purpose purpose;
    private final SignatureChecks signatures;
    private final Collection<X509Certificate> known;
    private final List<Path> trusted = new ArrayList<>();
    private Path longest;
    private int checks;

    private PathBuilder(PathParameters parameters, Collection<X509Certificate> known, X509Certificate leaf) {
        this.anchors = parameters.anchors();
        this.purpose = parameters.purpose();
        this.signatures = parameters.checks();
        this.known = known;
        this.longest = new Path(List.of(leaf), End.ISSUER_MISSING, Optional.empty());
    }

    /** The reason why a path goes no further. */
    enum End {
        /** The last certificate is trusted, or is signed by a key that is. */
        TRUSTED,
        /** The last certificate signed itself and is not trusted. */
        UNTRUSTED_ROOT,
        /** Likewise, and a trusted root has the same name. */
        NAMESAKE_OF_ROOT,
        /** Nobody has a certificate for the issuer of the last one. */
        ISSUER_MISSING,
        /** There are certificates with the issuer's name, but the key of none made the signature. */
        ISSUER_IS_ANOTHER,
        /** The search was given up. */
        TOO_LONG
    }

    /**
     * A way upwards.
     *
     * @param certificates from the leaf upwards, each issued by the next
     * @param anchor what it leads to, if that is trusted: the last certificate, or the issuer of the last one where
     * nobody has a certificate of that
     */
    record Path(List<X509Certificate> certificates, End end, Optional<Anchor> anchor) {
        X509Certificate last() {
            return certificates.get(certificates.size() - 1);
        }
    }

    /** Every way found to a trusted certificate, or else the one that came furthest. Never empty. */
    static List<Path> paths(X509Certificate leaf, Collection<X509Certificate> known, PathParameters parameters) {
        PathBuilder search = new PathBuilder(parameters, known, leaf);
        search.extend(List.of(leaf));
        return search.trusted.isEmpty() ? List.of(search.longest) : List.copyOf(search.trusted);
    }

    private void extend(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        Optional<Anchor> reached = anchors.of(last, purpose).or(() -> keyThatSigned(last));
        if (reached.isPresent()) {
            trusted.add(new Path(path, End.TRUSTED, reached));
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
            if (signatures.isSignedBy(last, candidate.getPublicKey())) {
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

    private End endOf(X509Certificate last, Set<X509Certificate> named) {
        boolean anchorIsNamed =
                !anchors.named(last.getIssuerX500Principal(), purpose).isEmpty();
        if (isSelfIssued(last) && signatures.isSignedBy(last, last.getPublicKey())) {
            return anchorIsNamed ? End.NAMESAKE_OF_ROOT : End.UNTRUSTED_ROOT;
        }
        return named.isEmpty() && !anchorIsNamed && !isSelfIssued(last) ? End.ISSUER_MISSING : End.ISSUER_IS_ANOTHER;
    }

    private void ended(List<X509Certificate> path, End end) {
        if (path.size() >= longest.certificates().size()) {
            longest = new Path(path, end, Optional.empty());
        }
    }

    /** Trusted ones first: a short way to them is the better one. */
    private Set<X509Certificate> named(X509Certificate certificate) {
        Set<X509Certificate> found = new LinkedHashSet<>();
        for (Anchor anchor : anchors.named(certificate.getIssuerX500Principal(), purpose)) {
            anchor.certificateAmong(known).ifPresent(found::add);
        }
        known.stream()
                .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .forEach(found::add);
        return found;
    }

    /** The anchor that issued a certificate, where nobody has the anchor's own. */
    private Optional<Anchor> keyThatSigned(X509Certificate certificate) {
        return anchors.named(certificate.getIssuerX500Principal(), purpose).stream()
                .filter(anchor -> anchor.certificateAmong(known).isEmpty())
                .filter(anchor -> signatures.isSignedBy(certificate, anchor.key()))
                .findFirst();
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
