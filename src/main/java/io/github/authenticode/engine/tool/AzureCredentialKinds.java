package io.github.authenticode.engine.tool;

import java.util.List;

/** The kinds of credential that the client library tries, by the names that {@code ExcludeCredentials} takes; no others. */
final class AzureCredentialKinds {
    /** The kind that reads AZURE_TENANT_ID and its fellows. */
    static final String ENVIRONMENT = "EnvironmentCredential";

    static final List<String> ALL = List.of(
            ENVIRONMENT,
            "WorkloadIdentityCredential",
            "ManagedIdentityCredential",
            "SharedTokenCacheCredential",
            "VisualStudioCredential",
            "VisualStudioCodeCredential",
            "AzureCliCredential",
            "AzurePowerShellCredential",
            "AzureDeveloperCliCredential",
            "InteractiveBrowserCredential");

    private AzureCredentialKinds() {}

    /** All but the environment's, so that exactly the given service principal can sign. */
    static List<String> allButEnvironment() {
        return ALL.subList(1, ALL.size());
    }
}
