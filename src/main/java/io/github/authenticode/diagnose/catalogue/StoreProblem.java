package io.github.authenticode.diagnose.catalogue;

/** Problems of certificates in the stores of Windows. */
public enum StoreProblem implements ProblemId {
    STORE_UNAVAILABLE("Windows store that cannot be opened"),
    STORE_OTHER("Windows store that Java does not know"),
    STORE_KEYPAIR_ALIAS("Key pair alias without signtool"),
    STORE_NO_CERTIFICATE("No certificate in a Windows store that matches"),
    STORE_MANY_CERTIFICATES("Several certificates in a Windows store that match"),
    STORE_CERTIFICATE_UNSUITABLE("Certificate in a Windows store that may not sign"),
    STORE_CERTIFICATE_WITHOUT_KEY("Certificate in a Windows store without its private key"),
    STORE_KEY("Private key in a Windows store that cannot be used");

    private final String title;

    StoreProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.STORES;
    }
}
