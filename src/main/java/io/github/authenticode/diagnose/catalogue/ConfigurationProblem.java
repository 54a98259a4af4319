package io.github.authenticode.diagnose.catalogue;

/** Problems of the configuration: the pom, the command line and settings.xml. */
public enum ConfigurationProblem implements ProblemId {
    CONFIGURATION("Value in the pom that cannot be used"),
    UNKNOWN_ELEMENT("Element that this plugin does not know"),
    DIGEST("Digest algorithm that cannot be used"),
    SECRET_IN_POM("Secret in the pom"),
    UNKNOWN_SERVER("Server that settings.xml does not have"),
    SERVER_WITHOUT_PASSWORD("Server in settings.xml without a password"),
    SERVER_PASSWORD_DECRYPTION("Password of a server that Maven cannot decrypt"),
    ENVIRONMENT_VARIABLE_NOT_SET("Environment variable that is not set"),
    PROXY_INCOMPLETE("Proxy in settings.xml without host or port"),
    PROXY_PASSWORD_DECRYPTION("Password of a proxy that Maven cannot decrypt"),
    PATH_UNUSABLE("Path that cannot be the name of a file"),
    NO_IDENTITY("No identity that signs"),
    TWO_IDENTITIES("More than one identity that signs"),
    ENGINE_UNAVAILABLE("Engine that cannot sign with this identity"),
    CACHE_PUBLISHER("Cache folder without an expected publisher"),
    TEST_CERTIFICATE_IN_RELEASE("Test certificate in a release");

    private final String title;

    ConfigurationProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.CONFIGURATION;
    }
}
