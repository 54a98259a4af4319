package io.github.authenticode.cloud.credential.machine;

import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.EndpointVariables;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.Unreachable;
import io.github.authenticode.http.HttpExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The metadata service of an Azure virtual machine (IMDS), at an address that only such a machine can reach. Elsewhere
 * a connection may hang, so that a request which the service refuses at once shows first whether it is there, as
 * azure-identity does it. Retries are those of "How to use managed identities on a VM to acquire an access token".
 */
public final class MetadataService implements ManagedIdentityCredential.Source {
    /** For tests, and for the pods of old; as in azure-identity. */
    private static final String OVERRIDE = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    private static final URI SERVICE = URI.create("http://169.254.169.254");
    private static final String PATH = "/metadata/identity/oauth2/token";
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);
    private static final List<Integer> PAUSES_S = List.of(1, 2, 4);
    private static final int GONE_PAUSE_S = 10;
    private static final int GONE_TRIES = 7;

    private final CredentialHost host;
    private final Optional<String> clientId;

    public MetadataService(CredentialHost host, Optional<String> clientId) {
        this.host = host;
        this.clientId = clientId;
    }

    @Override
    public URI endpoint() {
        return host.variable(OVERRIDE).flatMap(EndpointVariables::parsed).orElse(SERVICE);
    }

    @Override
    public Optional<Answer> ask() throws CloudException, InterruptedException {
        String address = endpoint() + PATH + ManagedIdentityCredential.query("2018-02-01", clientId);
        if (!isThere(address)) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("Metadata", "true")
                .GET()
                .build();
        return Optional.of(patiently(request));
    }

    /** Without its header the service refuses in JSON; what stands in for it elsewhere, such as a proxy, does not. */
    private boolean isThere(String address) throws InterruptedException {
        HttpRequest probe = HttpRequest.newBuilder(URI.create(address))
                .timeout(PROBE_LIMIT)
                .GET()
                .build();
        try {
            Answer seen = host.direct().send(probe);
            return seen.status() == 429
                    || seen.status() == 410
                    || (seen.status() != 403 && TokenRequests.json(seen).isPresent());
        } catch (IOException e) {
            // No connection, or none in time: no machine of Azure's.
            return false;
        }
    }

    /** 404 and 429 are busy here; 410 says that the service is updated, for 70 seconds at most. */
    private Answer patiently(HttpRequest request) throws CloudException, InterruptedException {
        int busy = 0;
        int gone = 0;
        while (true) {
            Answer answer = send(request);
            int status = answer.status();
            if (status == 410 && gone < GONE_TRIES) {
                gone++;
                host.sleeper().sleep(Duration.ofSeconds(GONE_PAUSE_S));
            } else if ((status == 404 || TokenRequests.isBusy(status)) && busy < PAUSES_S.size()) {
                host.sleeper().sleep(Duration.ofSeconds(PAUSES_S.get(busy++)));
            } else {
                return answer;
            }
        }
    }

    private Answer send(HttpRequest request) throws CloudException, InterruptedException {
        try {
            return host.direct().send(request);
        } catch (IOException e) {
            throw Unreachable.because(request.uri(), e);
        }
    }
}
