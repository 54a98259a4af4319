package io.github.authenticode.diagnose.catalogue;

/** Problems of connections to services, and of timestamps. */
public enum NetworkProblem implements ProblemId {
    PROXY_AUTHENTICATION("Proxy that wants a user name and a password"),
    TLS_UNTRUSTED("Service certificate that Java does not trust"),
    TLS_FAILED("TLS connection that does not come about"),
    TIMESTAMP_URL("No timestamp authority"),
    TIMESTAMP_FAILED("No timestamp for a file");

    private final String title;

    NetworkProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.NETWORK;
    }
}
