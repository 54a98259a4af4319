package io.github.authenticode.verify;

/** Why a signature is not acceptable, under the name and number that Windows gives it (winerror.h). */
public enum ViolationCode {
    TRUST_E_NOSIGNATURE(0x800B0100),
    TRUST_E_BAD_DIGEST(0x80096010),
    TRUST_E_NO_SIGNER_CERT(0x80096002),
    TRUST_E_CERT_SIGNATURE(0x80096004),
    TRUST_E_TIME_STAMP(0x80096005),
    TRUST_E_COUNTER_SIGNER(0x80096003),
    TRUST_E_BASIC_CONSTRAINTS(0x80096019),
    TRUST_E_SUBJECT_FORM_UNKNOWN(0x800B0003),
    TRUST_E_SUBJECT_NOT_TRUSTED(0x800B0004),
    TRUST_E_FAIL(0x800B010B),
    CERT_E_EXPIRED(0x800B0101),
    CERT_E_UNTRUSTEDROOT(0x800B0109),
    CERT_E_CHAINING(0x800B010A),
    CERT_E_WRONG_USAGE(0x800B0110),
    CERT_E_PURPOSE(0x800B0106),
    CERT_E_CRITICAL(0x800B0105),
    CRYPT_E_BAD_ENCODE(0x80092002),
    CRYPT_E_FILE_ERROR(0x80092003),
    CRYPT_E_SECURITY_SETTINGS(0x80092026);

    private final int hresult;

    ViolationCode(int hresult) {
        this.hresult = hresult;
    }

    /** The HRESULT as Windows tools print it: {@code 0x800B0100}. */
    public String hresult() {
        return String.format("0x%08X", hresult);
    }
}
