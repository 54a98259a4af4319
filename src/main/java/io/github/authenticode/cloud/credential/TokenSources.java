package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.assertion.AssertionSource;
import io.github.authenticode.cloud.credential.assertion.GithubAssertion;
import io.github.authenticode.cloud.credential.assertion.PipelinesAssertion;
import io.github.authenticode.cloud.credential.assertion.StoredAssertion;
import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.Credential.Attempt;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.EndpointVariables;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.credential.machine.AppServiceIdentity;
import io.github.authenticode.cloud.credential.machine.ArcIdentity;
import io.github.authenticode.cloud.credential.machine.ManagedIdentityCredential;
import io.github.authenticode.cloud.credential.machine.MetadataService;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The opener of the credential that a pom names, or the chain where it names none. Nothing is asked before {@code
 * fetch}.
 */
public final class TokenSources {
    private final CredentialHost host;
    private final EntraTokens entra;

    private TokenSources(CredentialHost host) {
        this.host = host;
        this.entra = new EntraTokens(host);
    }

    /**
     * Tokens for the resource of the host; nothing is cached.
     *
     * @param credential absent for whatever the machine offers
     * @param excluded names of credentials that must not be tried then
     */
    public static TokenSource of(Optional<AzureCredential> credential, List<String> excluded, CredentialHost host) {
        TokenSources sources = new TokenSources(host);
        return credential
                .<TokenSource>map(one -> only(sources.one(one)))
                .orElseGet(() -> new CredentialChain(sources.everything(), Set.copyOf(excluded), host));
    }

    /** The assertions that a federated credential exchanges, for a program that makes the exchange itself. */
    public static AssertionSource assertions(Federated credential, CredentialHost host) {
        if (credential instanceof Federated.GithubActions) {
            return new GithubAssertion(host);
        }
        if (credential instanceof Federated.AzurePipelines pipelines) {
            return new PipelinesAssertion(host, pipelines.serviceConnectionId());
        }
        return credential instanceof Federated.Gitlab gitlab
                ? StoredAssertion.variable(host, gitlab.variable())
                : StoredAssertion.file(host);
    }

    private static TokenSource only(Credential credential) {
        return () -> {
            Attempt attempt = credential.attempt();
            if (attempt instanceof Attempt.Granted granted) {
                return granted.token();
            }
            throw new CloudException(named(credential, (Attempt.Unavailable) attempt), false);
        };
    }

    private static Problem named(Credential credential, Attempt.Unavailable attempt) {
        return attempt.problem()
                .withoutEvidence()
                .withCause(credential.name() + ": " + attempt.problem().cause());
    }

    private Credential one(AzureCredential credential) {
        if (credential instanceof ServicePrincipal principal) {
            return new PrincipalCredential("servicePrincipal", principal, entra, host);
        }
        if (credential instanceof Federated federated) {
            return new FederatedCredential(
                    federated.kind(), federated.application(), assertions(federated, host), entra);
        }
        if (credential instanceof Ambient.ManagedIdentity managed) {
            return managedIdentity(managed.clientId());
        }
        if (credential instanceof Ambient.Token token) {
            return new VariableToken(token.variable(), host);
        }
        return credential instanceof Ambient.AzureCli
                ? new AzureCliCredential(host)
                : new EnvironmentCredential(entra, host);
    }

    private List<Credential> everything() {
        return List.of(
                new EnvironmentCredential(entra, host),
                workloadIdentity(),
                managedIdentity(host.variable(EnvironmentCredential.CLIENT)),
                new AzureCliCredential(host));
    }

    private Credential workloadIdentity() {
        Optional<String> tenant = host.variable(EnvironmentCredential.TENANT);
        Optional<String> client = host.variable(EnvironmentCredential.CLIENT);
        String name = "WorkloadIdentityCredential";
        if (tenant.isEmpty()
                || client.isEmpty()
                || host.variable(StoredAssertion.FILE_VARIABLE).isEmpty()) {
            return new Absent(
                    name,
                    "the environment lacks AZURE_TENANT_ID, AZURE_CLIENT_ID or " + StoredAssertion.FILE_VARIABLE + ".");
        }
        return new FederatedCredential(
                name, new Application(tenant.get(), client.get()), StoredAssertion.file(host), entra);
    }

    private Credential managedIdentity(Optional<String> clientId) {
        Optional<URI> endpoint = host.variable("IDENTITY_ENDPOINT").flatMap(EndpointVariables::parsed);
        Optional<String> header = host.variable("IDENTITY_HEADER");
        ManagedIdentityCredential.Source source;
        if (endpoint.isPresent() && header.isPresent()) {
            source = new AppServiceIdentity(endpoint.get(), header.get(), clientId, host);
        } else if (endpoint.isPresent() && host.variable("IMDS_ENDPOINT").isPresent()) {
            source = new ArcIdentity(endpoint.get(), ArcIdentity.folder(host), host);
        } else {
            source = new MetadataService(host, clientId);
        }
        return new ManagedIdentityCredential(source, host);
    }

    /** A credential that the environment says nothing of. */
    private record Absent(String name, String cause) implements Credential {
        @Override
        public Attempt attempt() {
            return Attempt.unavailable(cause, "Set these variables.");
        }
    }
}
