package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathBuilder.Path;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * The constraints that the certificate of a trusted root puts on the chains below it. RFC 5280, 6.1 takes name and key
 * of an anchor and leaves the rest of its certificate aside; companies that give their root to others write into it
 * what it is for (RFC 5937 says how to use that).
 */
final class RootConstraints {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int KEY_CERT_SIGN = 5;

    private final Path path;
    private final Purpose purpose;
    private final X509Certificate root;
    private final List<Violation> violations = new ArrayList<>();

    private RootConstraints(Path path, Purpose purpose) {
        this.path = path;
        this.purpose = purpose;
        this.root = path.last();
    }

    /**
     * Every constraint that a chain breaks, where it ends at a certificate that is trusted itself and stands above
     * others.
     */
    static List<Violation> violations(Path path, Purpose purpose) {
        boolean atHand = path.certificates().size() > 1
                && path.anchor().filter(anchor -> anchor.is(path.last())).isPresent();
        return atHand ? new RootConstraints(path, purpose).violations() : List.of();
    }

    private List<Violation> violations() {
        authority();
        pathLength();
        List<String> purposes = SignerRules.extendedKeyUsage(root);
        if (SignerRules.namesPurposes(root)
                && !purposes.contains(purpose.oid())
                && !purposes.contains(SignerRules.ANY_PURPOSE)) {
            add(ViolationCode.CERT_E_WRONG_USAGE, "is not for " + Oids.named(purpose.oid()));
        }
        if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
            names();
        }
        return violations;
    }

    /** A certificate of version 1 has no extensions, so that being trusted is all that makes it an authority. */
    private void authority() {
        boolean[] usage = root.getKeyUsage();
        if (root.getVersion() >= 3 && root.getBasicConstraints() < 0) {
            add(ViolationCode.TRUST_E_BASIC_CONSTRAINTS, "is no authority's");
        }
        if (usage != null && !usage[KEY_CERT_SIGN]) {
            add(ViolationCode.CERT_E_WRONG_USAGE, "does not allow its key to sign certificates");
        }
    }

    /** Authorities that issued certificates to themselves do not count (RFC 5280, 4.2.1.9). */
    private void pathLength() {
        long between = path.certificates().subList(1, path.certificates().size() - 1).stream()
                .filter(c -> !c.getSubjectX500Principal().equals(c.getIssuerX500Principal()))
                .count();
        if (root.getBasicConstraints() >= 0 && between > root.getBasicConstraints()) {
            add(
                    ViolationCode.TRUST_E_BASIC_CONSTRAINTS,
                    "allows " + root.getBasicConstraints() + " authorities below it, and here are " + between);
        }
    }

    private void names() {
        try {
            NameConstraints constraints = NameConstraints.getInstance(content(root, NAME_CONSTRAINTS));
            PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
            if (constraints.getPermittedSubtrees() != null) {
                validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
            }
            if (constraints.getExcludedSubtrees() != null) {
                for (GeneralSubtree subtree : constraints.getExcludedSubtrees()) {
                    validator.addExcludedSubtree(subtree);
                }
            }
            for (X509Certificate certificate :
                    path.certificates().subList(0, path.certificates().size() - 1)) {
                named(certificate, validator);
            }
        } catch (NameConstraintValidatorException e) {
            add(
                    ViolationCode.TRUST_E_FAIL,
                    "does not allow a name below it (" + Names.printable(String.valueOf(e.getMessage())) + ")");
        } catch (RuntimeException e) {
            // Bouncy Castle's answer to names that are none, whatever its depths throw.
            add(ViolationCode.TRUST_E_FAIL, "has name constraints that cannot be read");
        }
    }

    private static void named(X509Certificate certificate, PKIXNameConstraintValidator validator)
            throws NameConstraintValidatorException {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())));
        if (certificate.getExtensionValue(ALTERNATIVE_NAMES) != null) {
            names.addAll(List.of(GeneralNames.getInstance(content(certificate, ALTERNATIVE_NAMES))
                    .getNames()));
        }
        for (GeneralName name : names) {
            validator.checkPermitted(name);
            validator.checkExcluded(name);
        }
    }

    private static byte[] content(X509Certificate certificate, String extension) {
        return ASN1OctetString.getInstance(certificate.getExtensionValue(extension))
                .getOctets();
    }

    private void add(ViolationCode code, String predicate) {
        violations.add(new Violation(
                code,
                purpose.chain() + " leads to the trusted root \"" + Names.of(root) + "\", whose certificate "
                        + predicate + ". Sign with a certificate of another authority, or correct <trustedRoots>.",
                Rule.ROOT_CONSTRAINTS));
    }
}
