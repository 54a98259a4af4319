package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.Credential.Attempt;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The credentials that a machine offers, in the order and by the names of Azure's DefaultAzureCredential. The first
 * credential that is there counts: if it is refused, none after it is asked, so that never another identity signs than
 * the one that was set up.
 */
final class CredentialChain implements TokenSource {
    private final List<Credential> credentials;
    private final Set<String> excluded;
    private final CredentialHost host;

    CredentialChain(List<Credential> credentials, Set<String> excluded, CredentialHost host) {
        this.credentials = List.copyOf(credentials);
        this.excluded = Set.copyOf(excluded);
        this.host = host;
    }

    @Override
    public AccessToken fetch() throws CloudException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (Credential credential : credentials) {
            if (excluded.contains(credential.name())) {
                tried.add(credential.name() + ": excluded by <excludeCredentials>.");
                continue;
            }
            Attempt attempt = credential.attempt();
            if (attempt instanceof Attempt.Granted granted) {
                return granted.token();
            }
            tried.add(credential.name() + ": "
                    + ((Attempt.Unavailable) attempt).problem().cause());
        }
        throw new CloudException(
                Problem.of(
                        AzureSignInProblem.AZURE_NO_CREDENTIAL,
                        "No credential for Azure was found. " + String.join(" ", tried)
                                + " The credentials of desktop programs (Visual Studio, PowerShell, azd, a browser) are not"
                                + " offered.",
                        remedy()),
                false);
    }

    /** The CI that the build runs in has something better than a secret, if only the pom names it. */
    private String remedy() {
        if (host.variable("GITHUB_ACTIONS").isPresent()) {
            return "Write <credential>githubActions</credential> and give the job permissions: id-token: write.";
        }
        if (host.variable("TF_BUILD").isPresent()) {
            return "Write <credential>azurePipelines</credential> with the <serviceConnectionId>.";
        }
        if (host.variable("GITLAB_CI").isPresent()) {
            return "Write <credential>gitlab</credential> and name the id token's variable in <idTokenEnv>.";
        }
        return "Name a settings.xml server in <serverId>, or log in with az login.";
    }
}
