package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.CloudException;
import io.github.authenticode.http.HttpExchange.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** The identity endpoint of App Service, Functions and Container Apps. ("REST endpoint reference" of App Service.) */
record AppServiceIdentity(URI endpoint, String header, Optional<String> clientId, CredentialHost host)
        implements ManagedIdentityCredential.Source {
    @Override
    public Optional<Answer> ask() throws CloudException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(endpoint + ManagedIdentityCredential.query("2019-08-01", clientId)))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("X-IDENTITY-HEADER", header)
                .GET()
                .build();
        return Optional.of(new Answers(host.direct(), host.pause()).send(request));
    }
}
