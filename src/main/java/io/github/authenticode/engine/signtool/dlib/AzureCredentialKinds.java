package io.github.authenticode.engine.signtool.dlib;

import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of credential that the client library tries, by the names that {@code ExcludeCredentials} takes; no others.
 */
public final class AzureCredentialKinds {
    public static final List<String> ALL = List.of(
            "EnvironmentCredential",
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

    /**
     * The kind by which a credential of the pom reaches the library; empty for a ready token, which it has no way to
     * take.
     */
    public static Optional<String> of(AzureCredential credential) {
        if (credential instanceof Ambient.Token) {
            return Optional.empty();
        }
        if (credential instanceof Ambient.ManagedIdentity) {
            return Optional.of("ManagedIdentityCredential");
        }
        if (credential instanceof Ambient.AzureCli) {
            return Optional.of("AzureCliCredential");
        }
        return Optional.of(credential instanceof Federated ? "WorkloadIdentityCredential" : "EnvironmentCredential");
    }

    /** All other kinds, so that exactly the credential of the pom can sign. */
    public static List<String> allBut(AzureCredential credential) {
        Optional<String> own = of(credential);
        return ALL.stream().filter(kind -> !own.equals(Optional.of(kind))).toList();
    }
}
