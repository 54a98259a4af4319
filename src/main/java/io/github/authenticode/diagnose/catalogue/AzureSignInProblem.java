package io.github.authenticode.diagnose.catalogue;

/**
 * Problems of getting a token for Azure. Ids that begin with {@code entra-} come from the error codes of Entra
 * (AADSTS).
 */
public enum AzureSignInProblem implements ProblemId {
    AZURE_NO_CREDENTIAL("No credential for Azure"),
    AZURE_CREDENTIAL_UNAVAILABLE("Credential for Azure that is not available"),
    AZURE_APPLICATION("Application without client id or tenant id"),
    AZURE_TENANT("Tenant that is neither GUID nor domain"),
    AZURE_ADDRESS("Azure address in a variable that is not https"),
    AZURE_CLI("Azure CLI that gives no token"),
    AZURE_LOGIN_STALE("Cached sign-in that has gone stale"),
    AZURE_TOKEN_EXPIRED("Token in a variable that has ended"),
    AZURE_TOKEN_KIND("Token that is not for code signing"),
    AZURE_CERTIFICATE_FILE("Certificate file of the application that cannot be used"),
    AZURE_CERTIFICATE_KEY("Certificate key of the application that cannot sign"),
    AZURE_ASSERTION_MISSING("No assertion in the file or variable"),
    CI_ASSERTION_REFUSED("CI service that refuses an assertion"),
    GITHUB_NO_ID_TOKEN("GitHub job without the right to an assertion"),
    PIPELINES_NO_ID_TOKEN("Azure Pipelines job without an assertion"),
    MANAGED_IDENTITY("Managed identity that gets no token"),
    MANAGED_IDENTITY_ARC("Key file of the Azure Arc agent that cannot be used"),
    AZURE_UNKNOWN_HOST("Sign-in host that the name server does not know"),
    AZURE_TLS_TRUST("Sign-in host with an untrusted certificate"),
    AZURE_TLS("No encrypted connection to the sign-in host"),
    AZURE_PROXY_LOGIN("Proxy that stands before the sign-in host"),
    AZURE_NO_CONNECTION("No connection to the sign-in host"),
    AZURE_NO_ANSWER("No answer from the sign-in host"),
    AZURE_FOREIGN_ANSWER("Answer that is not from Azure"),
    ENTRA_REFUSED("Entra gives no token"),
    ENTRA_WRONG_SECRET("Wrong client secret"),
    ENTRA_SECRET_INVALID("Client secret that Entra does not accept for signtool"),
    ENTRA_SECRET_EXPIRED("Client secret that has expired"),
    ENTRA_UNKNOWN_APPLICATION("Application that the tenant does not know"),
    ENTRA_APPLICATION_UNKNOWN("Application that the tenant does not know, with signtool"),
    ENTRA_APPLICATION_DISABLED("Application that is disabled"),
    ENTRA_UNKNOWN_TENANT("Tenant that does not exist"),
    ENTRA_TENANT_UNKNOWN("Tenant that does not exist, with signtool"),
    ENTRA_CLOCK("Assertion outside of its time"),
    ENTRA_ASSERTION_EXPIRED("Assertion that has expired"),
    ENTRA_ASSERTION_REJECTED("Assertion that Entra does not accept"),
    ENTRA_FEDERATION_MISMATCH("No federated credential for the assertion"),
    ENTRA_UNKNOWN_CERTIFICATE("Certificate that is not registered with the application"),
    ENTRA_ACCOUNT("Account that must confirm its login"),
    ENTRA_CONDITIONAL_ACCESS("Conditional access rule that keeps the application out"),
    ENTRA_NO_SIGNING_SERVICE("Tenant without Artifact Signing");

    private final String title;

    AzureSignInProblem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public ProblemArea area() {
        return ProblemArea.AZURE_SIGN_IN;
    }
}
