package io.github.authenticode.run.file;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.List;
import java.util.stream.Collectors;

/** The remedies that a user who signs has for violations. */
public final class Remedies {
    private Remedies() {}

    /** Each violation once, as code and sentence; a sentence in itself. */
    public static String list(List<Violation> violations) {
        return violations.stream()
                .map(v -> v.code() + ": " + v.message().replaceFirst("\\.$", ""))
                .distinct()
                .collect(Collectors.joining("; ", "", "."));
    }

    /** One imperative sentence for each kind of violation. */
    public static String of(List<Violation> violations) {
        return violations.stream().map(Remedies::of).distinct().collect(Collectors.joining(" "));
    }

    private static String of(Violation violation) {
        if (violation.rule() == Rule.PUBLISHER_BY_FILE) {
            return "Leave the file out with <excludes>, or name your own publisher for it in <policy><publisherByFile> too.";
        }
        return violation.rule() == Rule.ISSUER || violation.rule() == Rule.ALLOWED_ROOTS
                ? "Sign with a certificate of an authority that the policy allows, or correct the policy."
                : of(violation.code());
    }

    private static String of(ViolationCode code) {
        return switch (code) {
            case CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING ->
                "Add the root certificate to <trustedRoots>, and see that the signing identity brings its intermediate certificates.";
            case TRUST_E_SUBJECT_NOT_TRUSTED ->
                "Sign with that publisher's certificate, or correct <policy><publisher>.";
            case CERT_E_PURPOSE ->
                "Sign with the certificate profile that has that extended key usage, or correct <policy><subscriberEku>.";
            case TRUST_E_TIME_STAMP, TRUST_E_COUNTER_SIGNER ->
                "Check the authorities in <timestamp>, and that their roots are among the <trustedRoots>.";
            case CERT_E_EXPIRED -> "Renew the certificate, and keep <timestamp> on so that signatures outlive it.";
            case CERT_E_WRONG_USAGE, CERT_E_CRITICAL, TRUST_E_BASIC_CONSTRAINTS ->
                "Use a certificate that was issued for code signing.";
            case TRUST_E_CERT_SIGNATURE, TRUST_E_NO_SIGNER_CERT ->
                "Check that the key and the certificates of the signing identity belong together.";
            case CERT_E_REVOKED -> "Sign with another certificate: this one counts no more.";
            case CRYPT_E_NO_REVOCATION_CHECK, CRYPT_E_REVOCATION_OFFLINE ->
                "Let this machine reach the certificate authority, or set <revocation> to soft.";
            case CRYPT_E_SECURITY_SETTINGS -> "Use SHA-256 or a stronger <digest>, and a longer key.";
            case TRUST_E_NOSIGNATURE,
                    TRUST_E_BAD_DIGEST,
                    TRUST_E_SUBJECT_FORM_UNKNOWN,
                    TRUST_E_FAIL,
                    CRYPT_E_BAD_ENCODE,
                    CRYPT_E_FILE_ERROR ->
                "Check that the file is intact and is what its name says, then build it and sign it again.";
        };
    }
}
