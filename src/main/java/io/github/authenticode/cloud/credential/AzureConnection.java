package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.artifactsigning.ArtifactSigningClient;
import io.github.authenticode.cloud.artifactsigning.SigningAccess;
import io.github.authenticode.cloud.credential.assertion.AssertionSource;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.identity.AzureCredential.Federated;
import io.github.authenticode.plan.identity.Identity.ArtifactSigning;

/** The way to Azure for as long as one execution lasts. */
public final class AzureConnection implements AutoCloseable {
    private final AzureSettings settings;
    private final BoundedExchange http;
    private final BoundedExchange direct;
    private final CredentialHost host;

    AzureConnection(AzureSettings settings) {
        this.settings = settings;
        this.http = new BoundedExchange(HttpLimits.DEFAULT, settings.proxies(), settings.trust());
        this.direct = new BoundedExchange(HttpLimits.DEFAULT, ProxyRoutes.DIRECT, settings.trust());
        this.host = new CredentialHost(
                settings.environment(), http, direct, settings.programs(), settings.clock(), settings.sleeper());
    }

    /** The service, signed in to with the identity's credential as soon as it is asked for something. */
    public ArtifactSigningClient signing(ArtifactSigning identity) {
        TokenCache tokens =
                new TokenCache(settings.memory().token(identity), TokenSources.of(identity, host), settings.clock());
        SigningAccess access = SigningAccess.of(identity, settings.memory().correlationId());
        return new ArtifactSigningClient(access, tokens, http, settings.memory().pace(identity));
    }

    /** The assertions of a federated credential, for a program that signs in itself. */
    public AssertionSource assertions(Federated credential) {
        return TokenSources.assertions(credential, host);
    }

    @Override
    public void close() {
        http.close();
        direct.close();
    }
}
