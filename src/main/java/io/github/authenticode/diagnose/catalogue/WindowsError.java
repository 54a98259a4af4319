package io.github.authenticode.diagnose.catalogue;

/** Error numbers of Windows (winerror.h) that signing programs print. The name of a constant ends with the number. */
public enum WindowsError implements ProblemId {
    HRESULT_80070002("FILE_NOT_FOUND: a file that signtool needs is missing"),
    HRESULT_80070005("ACCESS_DENIED: Windows denied access to the file or to the machine's key"),
    HRESULT_8007000B("BAD_FORMAT: the package's manifest names another publisher than the certificate"),
    HRESULT_80070032("NOT_SUPPORTED: this signtool, or the provider of the key, lacks a function that is needed"),
    HRESULT_80070057(
            "INVALID_PARAMETER: Windows refused the request as wrong: an option, the metadata, or the digest of a package's block map"),
    HRESULT_800700C1(
            "BAD_EXE_FORMAT: signtool and the library it loads are for different processors, or the file to sign is damaged"),
    HRESULT_80090005("NTE_BAD_DATA: the key does not fit, or the password is wrong"),
    HRESULT_80090008("NTE_BAD_ALGID: the provider of the key does not know the digest algorithm"),
    HRESULT_8009000D("NTE_NO_KEY: the private key is missing"),
    HRESULT_80090010("NTE_PERM: the user may not use the key"),
    HRESULT_80090016("NTE_BAD_KEYSET: the key container does not exist for this user"),
    HRESULT_80090019("NTE_KEYSET_NOT_DEF: the provider is not known on this machine"),
    HRESULT_8009001E("NTE_PROV_DLL_NOT_FOUND: the provider's library cannot be loaded"),
    HRESULT_80090020("NTE_FAIL: the provider of the key failed inside"),
    HRESULT_80090022("NTE_SILENT_CONTEXT: the provider wants to ask for a PIN and may not"),
    HRESULT_80090029("NTE_NOT_SUPPORTED: the provider cannot do this with this key"),
    HRESULT_8009002A("NTE_NO_MORE_ITEMS: the provider lists no keys"),
    HRESULT_80091007("CRYPT_E_HASH_VALUE: the content does not have the digest that was signed"),
    HRESULT_80092002("CRYPT_E_BAD_ENCODE: the signature in the file is damaged"),
    HRESULT_80092003("CRYPT_E_FILE_ERROR: the file cannot be read, or is empty"),
    HRESULT_80092004("CRYPT_E_NOT_FOUND: a certificate or one of its properties was not found"),
    HRESULT_80092006("CRYPT_E_NO_PROVIDER: no provider belongs to the certificate"),
    HRESULT_80092010("CRYPT_E_REVOKED: the certificate has been revoked"),
    HRESULT_80092012("CRYPT_E_NO_REVOCATION_CHECK: revocation could not be checked"),
    HRESULT_80092013("CRYPT_E_REVOCATION_OFFLINE: the revocation server cannot be reached"),
    HRESULT_80092026("CRYPT_E_SECURITY_SETTINGS: a policy of this machine forbids it"),
    HRESULT_80093109("CRYPT_E_ASN1_BADARGS: Windows could not put the signature together for this file"),
    HRESULT_8009310B("CRYPT_E_ASN1_BADTAG: the timestamp authority answered with something that is no timestamp"),
    HRESULT_80096001("TRUST_E_SYSTEM_ERROR: Windows failed while checking trust"),
    HRESULT_80096002("TRUST_E_NO_SIGNER_CERT: the signer's certificate is not in the file"),
    HRESULT_80096003("TRUST_E_COUNTER_SIGNER: a countersignature is invalid"),
    HRESULT_80096004("TRUST_E_CERT_SIGNATURE: a certificate's signature cannot be verified"),
    HRESULT_80096005("TRUST_E_TIME_STAMP: the timestamp is bad"),
    HRESULT_80096010("TRUST_E_BAD_DIGEST: the file was changed after it had been signed"),
    HRESULT_80096019("TRUST_E_BASIC_CONSTRAINTS: a certificate in the chain signs although it is no authority"),
    HRESULT_800B0001("TRUST_E_PROVIDER_UNKNOWN: Windows does not know the trust provider"),
    HRESULT_800B0003("TRUST_E_SUBJECT_FORM_UNKNOWN: Windows does not know how this kind of file carries a signature"),
    HRESULT_800B0004("TRUST_E_SUBJECT_NOT_TRUSTED: Windows distrusts the file's signer"),
    HRESULT_800B0100("TRUST_E_NOSIGNATURE: the file has no signature"),
    HRESULT_800B0101("CERT_E_EXPIRED: a certificate of the chain has expired"),
    HRESULT_800B0105("CERT_E_CRITICAL: a certificate holds a critical extension that Windows does not know"),
    HRESULT_800B0106("CERT_E_PURPOSE: a certificate is used for something it is not for"),
    HRESULT_800B0109("CERT_E_UNTRUSTEDROOT: Windows does not trust the root of the certificate on this machine"),
    HRESULT_800B010A("CERT_E_CHAINING: certificates between the signer's and the root are missing"),
    HRESULT_800B010C("CERT_E_REVOKED: the issuer has revoked the certificate"),
    HRESULT_800B010E("CERT_E_REVOCATION_FAILURE: revocation could not be checked"),
    HRESULT_800B0110("CERT_E_WRONG_USAGE: the certificate is not for code signing"),
    HRESULT_800B0111("TRUST_E_EXPLICIT_DISTRUST: the certificate is in the machine's Disallowed store"),
    HRESULT_8010000C("SCARD_E_NO_SMARTCARD: no token or smart card is plugged in"),
    HRESULT_8010006E("SCARD_W_CANCELLED_BY_USER: the PIN prompt was cancelled, or could not be shown");

    private final String title;

    WindowsError(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.WINDOWS;
    }
}
