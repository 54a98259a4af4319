package io.github.authenticode.verify.violation;

import io.github.authenticode.plan.policy.Rule;

/** The reason why a signature is not acceptable, under the name and number that Windows gives it (winerror.h). */
public enum ViolationCode {
    TRUST_E_NOSIGNATURE(0x800B0100, Rule.SIGNED),
    TRUST_E_BAD_DIGEST(0x80096010, Rule.UNCHANGED),
    TRUST_E_NO_SIGNER_CERT(0x80096002),
    TRUST_E_CERT_SIGNATURE(0x80096004, Rule.TRUSTED_CHAIN),
    TRUST_E_TIME_STAMP(0x80096005, Rule.VALID_TIMESTAMP),
    TRUST_E_COUNTER_SIGNER(0x80096003, Rule.VALID_TIMESTAMP),
    TRUST_E_BASIC_CONSTRAINTS(0x80096019, Rule.VALID_CERTIFICATE),
    TRUST_E_SUBJECT_FORM_UNKNOWN(0x800B0003, Rule.READABLE),
    TRUST_E_SUBJECT_NOT_TRUSTED(0x800B0004, Rule.PUBLISHER),
    TRUST_E_FAIL(0x800B010B),
    CERT_E_EXPIRED(0x800B0101, Rule.VALID_CERTIFICATE),
    CERT_E_REVOKED(0x800B010C, Rule.VALID_CERTIFICATE),
    CERT_E_UNTRUSTEDROOT(0x800B0109, Rule.TRUSTED_CHAIN),
    CERT_E_CHAINING(0x800B010A, Rule.TRUSTED_CHAIN),
    CERT_E_WRONG_USAGE(0x800B0110, Rule.VALID_CERTIFICATE),
    CERT_E_PURPOSE(0x800B0106, Rule.SUBSCRIBER_EKU),
    CERT_E_CRITICAL(0x800B0105, Rule.TRUSTED_CHAIN),
    CRYPT_E_BAD_ENCODE(0x80092002),
    CRYPT_E_FILE_ERROR(0x80092003, Rule.READABLE),
    CRYPT_E_NO_REVOCATION_CHECK(0x80092012, Rule.VALID_CERTIFICATE),
    CRYPT_E_REVOCATION_OFFLINE(0x80092013, Rule.VALID_CERTIFICATE),
    CRYPT_E_SECURITY_SETTINGS(0x80092026, Rule.STRONG_DIGEST);

    private final int hresult;
    private final Rule rule;

    ViolationCode(int hresult) {
        this(hresult, Rule.SOUND_SIGNATURE);
    }

    ViolationCode(int hresult, Rule rule) {
        this.hresult = hresult;
        this.rule = rule;
    }

    /** The rule that is broken where a violation names no other. */
    public Rule rule() {
        return rule;
    }

    /** The HRESULT as Windows tools print it: {@code 0x800B0100}. */
    public String hresult() {
        return String.format("0x%08X", hresult);
    }
}
