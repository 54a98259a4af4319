package io.github.authenticode.diagnose.catalogue;

/** Problems of DigiCert KeyLocker and Software Trust Manager, of its client tools and of its key storage provider. */
public enum KeyLockerProblem implements ProblemId {
    DIGICERT_CLIENT_CERTIFICATE("Client certificate that DigiCert ONE did not see"),
    DIGICERT_REQUEST_LIMIT("Request limit of DigiCert ONE"),
    DIGICERT_NOT_SIGNER("User who is not the signer"),
    DIGICERT_API_KEY("API key that DigiCert ONE does not accept"),
    DIGICERT_CLIENT_FILE("Client certificate file that cannot be read"),
    DIGICERT_CLIENT_PASSWORD("Password that does not open the client certificate file"),
    DIGICERT_CLIENT_EXPIRED("Client certificate that is not valid now"),
    DIGICERT_ANSWER("Answer that is not of DigiCert ONE"),
    DIGICERT_UNREACHABLE("DigiCert ONE that does not answer"),
    KEYLOCKER_ALIAS("Alias that DigiCert ONE does not know"),
    KEYLOCKER_OTHER_KEY("Certificate that is not of the key pair"),
    KEYLOCKER_KEY_TYPE("Key pair that cannot sign code"),
    KEYLOCKER_CERTIFICATE_ALIAS("Certificate alias that signtool cannot use"),
    KEYLOCKER_KSP("Key storage provider of DigiCert that is not registered"),
    KEYLOCKER_CERTSYNC("Certificate that smctl does not synchronize"),
    KEYLOCKER_NOT_SYNCED("Certificate of a key pair that is not in the store"),
    KEYLOCKER_MANY_CERTIFICATES("Several certificates of one key pair in the store"),
    KEYLOCKER_KEY_PAIR("Key pair that the provider does not know"),
    KEYLOCKER_SIGN_IN("Provider that cannot sign in to DigiCert ONE"),
    CERTUTIL_NOT_FOUND("Windows' certutil that is not found"),
    SMCTL_CERTIFICATE("Certificate that smctl does not choose"),
    SMCTL_TIMESTAMP("Timestamp authority that smctl does not ask"),
    SMCTL_DESCRIPTION("Description that smctl does not write"),
    SMCTL_URL("Address that smctl does not write"),
    SMCTL_APPEND("Second signature that smctl does not add"),
    SMCTL_PATH("Path that smctl refuses"),
    SMCTL_TOO_OLD("DigiCert's smctl without its simple mode"),
    SMCTL_DIGEST("Digest that smctl does not choose"),
    SMCTL_NOT_STARTED("DigiCert's smctl does not start"),
    SMCTL_TIMEOUT("DigiCert's smctl does not end in time"),
    SMCTL_FAILED("DigiCert's smctl does not sign");

    private final String title;

    KeyLockerProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.KEYLOCKER;
    }
}
