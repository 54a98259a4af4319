package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudExchanges;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.artifactsigning.ArtifactSigningClient;
import io.github.authenticode.cloud.artifactsigning.SigningAccess;
import io.github.authenticode.cloud.credential.assertion.AssertionSource;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.keyvault.KeyVaultClient;
import io.github.authenticode.cloud.keyvault.VaultAccess;
import io.github.authenticode.cloud.service.BearerToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The way to Azure for as long as one execution lasts. */
public final class AzureConnection implements AutoCloseable {
    private static final String CODE_SIGNING = "https://codesigning.azure.net";

    private final CloudSettings settings;
    private final CloudExchanges exchanges;

    /** Opens what requests need. Nothing is sent before the first of them. */
    public AzureConnection(CloudSettings settings) {
        this.settings = settings;
        this.exchanges = new CloudExchanges(settings);
    }

    /** The service, signed in to with the identity's credential as soon as it is asked for something. */
    public ArtifactSigningClient signing(ArtifactSigningIdentity identity) {
        TokenCache tokens = tokens(CODE_SIGNING, identity.credential(), identity.excludeCredentials());
        SigningAccess access = SigningAccess.of(identity, settings.memory().correlationId());
        return new ArtifactSigningClient(
                access, tokens, exchanges.proxied(), settings.memory().pace(identity));
    }

    /**
     * The vault, signed in to, with the certificate that it holds.
     *
     * @param given certificates that the vault leaves out
     * @throws CloudException if there is none to sign with
     */
    public KeyVaultClient vault(KeyVaultIdentity identity, List<X509Certificate> given)
            throws CloudException, InterruptedException {
        BuildMemory memory = settings.memory();
        VaultAccess access = VaultAccess.of(identity, memory.correlationId());
        TokenCache tokens = tokens(access.service().resource(), identity.credential(), List.of());
        return KeyVaultClient.open(
                access,
                given,
                new BearerToken(tokens),
                exchanges.proxied(),
                memory.pace(identity),
                memory.chain(identity));
    }

    private TokenCache tokens(String resource, Optional<AzureCredential> credential, List<String> excluded) {
        return new TokenCache(
                settings.memory().token(resource, credential, excluded),
                TokenSources.of(credential, excluded, host(resource)),
                settings.clock());
    }

    private CredentialHost host(String resource) {
        return new CredentialHost(
                settings.environment(),
                exchanges.proxied(),
                exchanges.direct(),
                settings.programs(),
                settings.clock(),
                settings.sleeper(),
                resource);
    }

    /** The assertions of a federated credential, for a program that signs in itself. */
    public AssertionSource assertions(Federated credential) {
        return TokenSources.assertions(credential, host(CODE_SIGNING));
    }

    @Override
    public void close() {
        exchanges.close();
    }
}
