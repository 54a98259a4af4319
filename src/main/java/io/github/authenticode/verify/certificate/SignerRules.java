package io.github.authenticode.verify.certificate;

import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules for a certificate that signs code, whoever issued it. Used on signatures, and on the configured certificate
 * before anything is signed: of one that breaks a rule signtool 10.0.26100 says only "No certificates were found".
 */
public final class SignerRules {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    public static final String ANY_PURPOSE = "2.5.29.37.0";

    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private SignerRules() {}

    /**
     * Holds a certificate alone against the rules; its chain is not looked at.
     *
     * @param at the instant at which it signs or signed: now, or the time of the timestamp
     * @return every violation, none if it may sign
     */
    public static List<Violation> violations(X509Certificate certificate, Instant at) {
        return violations(certificate, at, false);
    }

    /**
     * @param unrestricted whether neither the certificate nor any above it names a purpose: then it is for all of them
     */
    public static List<Violation> violations(X509Certificate certificate, Instant at, boolean unrestricted) {
        Supplier<String> name = () -> "The certificate \"" + Names.of(certificate) + "\"";
        List<Violation> violations = new ArrayList<>();
        validity(certificate, name, at).ifPresent(violations::add);
        if (!unrestricted && !extendedKeyUsage(certificate).contains(CODE_SIGNING)) {
            violations.add(new Violation(
                    ViolationCode.CERT_E_WRONG_USAGE,
                    name.get() + " is not for code signing: its extended key usage lacks " + Oids.named(CODE_SIGNING)
                            + ". Sign with a code-signing certificate."));
        }
        if (!maySign(certificate)) {
            violations.add(
                    new Violation(
                            ViolationCode.CERT_E_WRONG_USAGE,
                            name.get()
                                    + " may not sign: its key usage lacks digitalSignature. Sign with a code-signing certificate."));
        }
        if (certificate.getBasicConstraints() >= 0) {
            violations.add(
                    new Violation(
                            ViolationCode.TRUST_E_BASIC_CONSTRAINTS,
                            name.get()
                                    + " belongs to an authority, which issues certificates and may not sign files. Sign with a code-signing certificate."));
        }
        return violations;
    }

    /** @param name how the sentence calls the certificate; asked for only where there is one to write */
    public static Optional<Violation> validity(X509Certificate certificate, Supplier<String> name, Instant at) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (at.isAfter(to)) {
            return Optional.of(new Violation(
                    ViolationCode.CERT_E_EXPIRED,
                    name.get() + " expired on " + to + "; it was judged at " + seconds(at) + "."));
        }
        if (at.isBefore(from)) {
            return Optional.of(new Violation(
                    ViolationCode.CERT_E_EXPIRED,
                    name.get() + " is not valid before " + from + "; it was judged at " + seconds(at) + "."));
        }
        return Optional.empty();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * The purposes named by the extension; empty if it is missing or cannot be read, so that neither allows anything.
     */
    public static List<String> extendedKeyUsage(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    public static boolean namesPurposes(X509Certificate certificate) {
        return certificate.getExtensionValue(EXTENDED_KEY_USAGE) != null;
    }

    /** Whether the key usage extension, if there is one, lets the key sign. */
    public static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[0];
    }
}
