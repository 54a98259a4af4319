package io.github.authenticode.verify.path;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathBuilder.End;
import io.github.authenticode.verify.path.PathBuilder.Path;
import io.github.authenticode.verify.roots.Anchor;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The check whether a certificate leads to a trusted root. Validity, purpose and the end of the chain are judged here
 * one by one, so that no violation hides another; the rest is left to {@link PkixCheck}.
 */
public final class PathValidator {
    private static final Set<End> UNKNOWN = EnumSet.of(End.UNTRUSTED_ROOT, End.ISSUER_MISSING);
    private static final Set<End> MENDABLE = EnumSet.of(End.ISSUER_MISSING, End.ISSUER_IS_ANOTHER);

    private final PathParameters parameters;
    private final TrustAnchors anchors;
    private final Purpose purpose;

    public PathValidator(PathParameters parameters) {
        this.parameters = parameters;
        this.anchors = parameters.anchors();
        this.purpose = parameters.purpose();
    }

    /**
     * The best chain there is.
     *
     * @param certificates from the leaf upwards, as far as it goes
     * @param root what it ends at, if that is trusted
     */
    public record Chain(List<X509Certificate> certificates, Optional<Anchor> root, List<Violation> violations) {
        public Optional<AnchorInfo> anchor() {
            return root.map(Anchor::info);
        }
    }

    /**
     * @param known certificates that may stand between the leaf and a root
     * @param at when the chain has to be valid; the leaf's own validity is not judged here
     */
    public Chain check(X509Certificate leaf, Collection<X509Certificate> known, Instant at) {
        List<Chain> chains = new ArrayList<>();
        for (Path path : paths(leaf, known)) {
            Chain chain = new Chain(path.certificates(), path.anchor(), violations(path, at));
            if (chain.violations().isEmpty()) {
                return chain;
            }
            chains.add(chain);
        }
        return chains.get(0);
    }

    /** What is missing may be fetched; what comes is searched like what the file brought. */
    private List<Path> paths(X509Certificate leaf, Collection<X509Certificate> known) {
        List<X509Certificate> all = new ArrayList<>(known);
        List<Path> paths = PathBuilder.paths(leaf, all, parameters);
        Set<X509Certificate> asked = new HashSet<>();
        while (MENDABLE.contains(paths.get(0).end()) && asked.add(paths.get(0).last())) {
            List<X509Certificate> fetched =
                    parameters.questions().issuersOf(paths.get(0).last(), purpose);
            if (!all.addAll(fetched)) {
                break;
            }
            paths = PathBuilder.paths(leaf, all, parameters);
        }
        return paths;
    }

    private List<Violation> violations(Path path, Instant at) {
        List<Violation> violations = new ArrayList<>();
        if (!(anchors.takeAnyRoot() && UNKNOWN.contains(path.end()))) {
            end(path).ifPresent(violations::add);
        }
        path.anchor().ifPresent(anchor -> withdrawn(path, anchor, at).ifPresent(violations::add));
        List<X509Certificate> authorities =
                path.certificates().subList(1, path.certificates().size());
        for (X509Certificate authority : authorities) {
            Supplier<String> name = () -> authority(authority);
            SignerRules.validity(authority, name, at).ifPresent(violations::add);
            if (anchors.of(authority, purpose).isEmpty() && excludesPurpose(authority)) {
                violations.add(new Violation(
                        ViolationCode.CERT_E_WRONG_USAGE,
                        name.get() + " is not for this purpose: its extended key usage lacks "
                                + Oids.named(purpose.oid()) + "."));
            }
        }
        violations.addAll(RootConstraints.violations(path, purpose));
        parameters
                .checks()
                .structure(path, purpose, () -> PkixCheck.violation(path, at, purpose))
                .ifPresent(violations::add);
        return violations;
    }

    private String authority(X509Certificate certificate) {
        return purpose.chain() + " needs the authority \"" + Names.of(certificate) + "\", whose certificate";
    }

    private Optional<Violation> end(Path path) {
        return switch (path.end()) {
            case TRUSTED -> Optional.empty();
            case UNTRUSTED_ROOT ->
                violation(
                        ViolationCode.CERT_E_UNTRUSTEDROOT,
                        "ends in " + last(path) + ", which is not among the trusted roots."
                                + " Add that root to <trustedRoots> if it may be trusted.");
            case NAMESAKE_OF_ROOT ->
                violation(
                        ViolationCode.CERT_E_UNTRUSTEDROOT,
                        "ends in " + last(path) + " (SHA-256 " + CertificateInfo.sha256(path.last())
                                + "), which has the name of a trusted root and is another."
                                + " Do not trust it unless whom it names confirms that thumbprint.");
            case ISSUER_MISSING ->
                violation(
                        ViolationCode.CERT_E_CHAINING,
                        "ends at " + last(path) + ": the certificate of its issuer " + issuer(path)
                                + " is neither in the signature nor among the trusted roots"
                                + parameters.questions().failedFetches(path.last())
                                + ". Sign with all intermediate certificates, and add the root to <trustedRoots>.");
            case ISSUER_IS_ANOTHER ->
                violation(
                        ViolationCode.TRUST_E_CERT_SIGNATURE,
                        "is broken: " + last(path) + " names " + issuer(path)
                                + " as its issuer, but no key known under that name signed it.");
            case TOO_LONG ->
                violation(ViolationCode.CERT_E_CHAINING, "is too long or too tangled from " + last(path) + " upwards.");
        };
    }

    private Optional<Violation> withdrawn(Path path, Anchor anchor, Instant at) {
        return anchor.withdrawal()
                .objection(path.certificates().get(0), at)
                .flatMap(reason -> violation(
                        ViolationCode.CERT_E_UNTRUSTEDROOT,
                        "leads to \"" + Names.of(anchor.subject()) + "\", a root that " + reason + "."));
    }

    private static String last(Path path) {
        return "\"" + Names.of(path.last()) + "\"";
    }

    private static String issuer(Path path) {
        return "\"" + Names.of(path.last().getIssuerX500Principal()) + "\"";
    }

    private Optional<Violation> violation(ViolationCode code, String predicate) {
        return Optional.of(new Violation(code, purpose.chain() + " " + predicate));
    }

    private boolean excludesPurpose(X509Certificate authority) {
        List<String> purposes = SignerRules.extendedKeyUsage(authority);
        return !purposes.isEmpty() && !purposes.contains(purpose.oid()) && !purposes.contains(SignerRules.ANY_PURPOSE);
    }
}
