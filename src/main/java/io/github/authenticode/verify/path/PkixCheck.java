package io.github.authenticode.verify.path;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathBuilder.Path;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Basic constraints, path lengths, key usage, critical extensions, name constraints and signatures of a chain, judged
 * by the JDK's PKIX validator (RFC 5280, 6). It stops at the first flaw and counts expiry as one, so that is kept from
 * it.
 */
final class PkixCheck {
    private PkixCheck() {}

    /**
     * @param path whose last certificate is taken as trusted, unless it leads to a trusted key beyond that
     * @param purpose whose chain it is, for the sentence
     * @return what is wrong, validity left aside
     */
    static Optional<Violation> violation(Path path, Instant at, Purpose purpose) {
        TrustAnchor anchor = anchor(path);
        List<X509Certificate> below = anchor.getTrustedCert() == null
                ? path.certificates()
                : path.certificates().subList(0, path.certificates().size() - 1);
        if (below.isEmpty()) {
            return Optional.empty();
        }
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setPolicyQualifiersRejected(false);
            parameters.setDate(Date.from(commonInstant(below, at)));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return violation(e, below, purpose);
        } catch (GeneralSecurityException e) {
            return Optional.of(new Violation(
                    ViolationCode.TRUST_E_FAIL, purpose.chain() + " cannot be checked: " + reason(e) + "."));
        }
    }

    private static TrustAnchor anchor(Path path) {
        return path.anchor()
                .filter(anchor -> !anchor.is(path.last()))
                .map(anchor -> new TrustAnchor(anchor.subject(), anchor.key(), null))
                .orElseGet(() -> new TrustAnchor(path.last(), null));
    }

    /** The instant itself, or one at which all are valid, so that an expired certificate does not hide a worse flaw. */
    private static Instant commonInstant(List<X509Certificate> chain, Instant at) {
        if (chain.stream().allMatch(c -> SignerRules.validity(c, () -> "", at).isEmpty())) {
            return at;
        }
        return chain.stream()
                .map(c -> c.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElse(at);
    }

    private static Optional<Violation> violation(
            CertPathValidatorException e, List<X509Certificate> chain, Purpose purpose) {
        CertPathValidatorException.Reason reason = e.getReason();
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
            return Optional.empty();
        }
        ViolationCode code = codeOf(reason);
        // An algorithm of the chain is no matter of the file's digest.
        Rule rule = code == ViolationCode.CRYPT_E_SECURITY_SETTINGS ? Rule.TRUSTED_CHAIN : code.rule();
        X509Certificate certificate = chain.get(Math.max(0, e.getIndex()));
        String name = "\"" + Names.of(certificate) + "\"";
        return Optional.of(new Violation(
                code,
                purpose.chain() + " is broken: " + flaw(code, name, certificate) + " (" + reason(e) + ").",
                rule));
    }

    private static String reason(GeneralSecurityException e) {
        return Names.printable(String.valueOf(e.getMessage()));
    }

    private static String flaw(ViolationCode code, String name, X509Certificate certificate) {
        return switch (code) {
            case TRUST_E_BASIC_CONSTRAINTS -> name + " or the authority above it may not issue certificates here";
            case CERT_E_WRONG_USAGE -> "the key usage of " + name + " does not allow it to issue certificates";
            case TRUST_E_CERT_SIGNATURE -> "the signature of the certificate " + name + " is wrong";
            case CERT_E_CRITICAL ->
                "the certificate " + name + " has a critical extension that is not understood" + unknown(certificate);
            case CERT_E_CHAINING -> "the certificate " + name + " does not follow from the one above it";
            case CRYPT_E_SECURITY_SETTINGS -> "the certificate " + name + " uses an algorithm that is not accepted";
            default -> "the certificate " + name + " breaks a rule of the authorities above it";
        };
    }

    /** Which: the JDK does not say. Those that it knows are in RFC 5280, 4.2.1. */
    private static String unknown(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical == null
                ? ""
                : critical.stream()
                        .filter(oid -> !oid.startsWith("2.5.29."))
                        .limit(3)
                        .map(oid -> ", " + Oids.named(oid))
                        .collect(Collectors.joining());
    }

    private static ViolationCode codeOf(CertPathValidatorException.Reason reason) {
        if (reason == BasicReason.INVALID_SIGNATURE) {
            return ViolationCode.TRUST_E_CERT_SIGNATURE;
        }
        if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return ViolationCode.CRYPT_E_SECURITY_SETTINGS;
        }
        if (reason instanceof PKIXReason pkix) {
            return switch (pkix) {
                case NOT_CA_CERT, PATH_TOO_LONG -> ViolationCode.TRUST_E_BASIC_CONSTRAINTS;
                case INVALID_KEY_USAGE -> ViolationCode.CERT_E_WRONG_USAGE;
                case UNRECOGNIZED_CRIT_EXT -> ViolationCode.CERT_E_CRITICAL;
                case NAME_CHAINING, NO_TRUST_ANCHOR -> ViolationCode.CERT_E_CHAINING;
                case INVALID_POLICY, INVALID_NAME -> ViolationCode.TRUST_E_FAIL;
            };
        }
        return ViolationCode.TRUST_E_FAIL;
    }
}
