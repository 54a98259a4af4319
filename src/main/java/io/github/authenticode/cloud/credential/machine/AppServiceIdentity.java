package io.github.authenticode.cloud.credential.machine;

import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.http.HttpExchange.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** The identity endpoint of App Service, Functions and Container Apps. ("REST endpoint reference" of App Service.) */
public record AppServiceIdentity(URI endpoint, String header, Optional<String> clientId, CredentialHost host)
        implements ManagedIdentityCredential.Source {
    @Override
    public Optional<Answer> ask() throws CloudException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(endpoint + ManagedIdentityCredential.query("2019-08-01", clientId)))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("X-IDENTITY-HEADER", header)
                .GET()
                .build();
        return Optional.of(new TokenRequests(host.direct(), host.sleeper()).send(request));
    }
}
