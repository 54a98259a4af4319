package io.github.authenticode.cloud.credential.base;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.plan.text.PublicUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that environment variables may change. Secrets go there, so that plain http is for this machine alone.
 */
public final class EndpointVariables {
    private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private EndpointVariables() {}

    /** Entra's host: AZURE_AUTHORITY_HOST, or that of the public cloud; without a slash at its end. */
    public static URI of(CredentialHost host) throws CloudException {
        return safe(
                "AZURE_AUTHORITY_HOST", host.variable("AZURE_AUTHORITY_HOST").orElse(PUBLIC_CLOUD));
    }

    /** An address that secrets are sent to. */
    public static URI safe(String variable, String text) throws CloudException {
        return parsed(text)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri))
                .orElseThrow(() -> new CloudException(
                        Problem.of(
                                AzureSignInProblem.AZURE_ADDRESS,
                                variable + " is \"" + PublicUrl.of(text)
                                        + "\", which is no https address, and a secret would be sent" + " there.",
                                "Correct " + variable + ", or remove it."),
                        false));
    }

    /** An absolute address with a host, without slashes at its end. */
    public static Optional<URI> parsed(String text) {
        try {
            URI uri = new URI(text.strip().replaceFirst("/+$", ""));
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(uri.getHost());
    }
}
