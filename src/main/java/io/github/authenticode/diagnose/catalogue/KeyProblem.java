package io.github.authenticode.diagnose.catalogue;

/** Problems of keystores, PEM files and certificates. */
public enum KeyProblem implements ProblemId {
    KEYSTORE_MISSING("Keystore that does not exist"),
    KEYSTORE_UNREADABLE("Keystore that cannot be read from disk"),
    KEYSTORE_TYPE("Keystore of another type"),
    KEYSTORE_DAMAGED("Damaged keystore"),
    KEYSTORE_PASSWORD("Wrong password of a keystore"),
    KEYSTORE_PASSWORD_MISSING("Keystore that needs a password"),
    KEYSTORE_NO_KEY("Keystore without a private key"),
    KEYSTORE_ALIAS("Alias that does not choose one key"),
    KEY_PASSWORD("Wrong password of a key in a keystore"),
    KEY_UNUSABLE("Key that cannot sign"),
    KEY_UNSUPPORTED("Key or curve that is not supported"),
    KEY_MISMATCH("Key that belongs to none of the certificates"),
    CERTIFICATE_MISSING("Key without its certificate"),
    CERTIFICATE_FILE_MISSING("Certificate file that does not exist"),
    CERTIFICATE_FILE_UNREADABLE("Certificate file that cannot be read from disk"),
    CERTIFICATE_FILE_TYPE("Certificate file without a certificate"),
    SIGNING_CERTIFICATE("Signing certificate that cannot be used"),
    TEST_CERTIFICATE_FOLDER("Folder of the test certificate that cannot be used"),
    TEST_CERTIFICATE_DAMAGED("Damaged test certificate");

    private final String title;

    KeyProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.KEYS;
    }
}
