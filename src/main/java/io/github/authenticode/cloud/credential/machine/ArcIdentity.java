package io.github.authenticode.cloud.credential.machine;

import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent of Azure Arc on a machine elsewhere. It refuses the first request and names a file that only its group may
 * read; the file's content then proves that the caller is of that group. Only files in the agent's own folder are read,
 * or whoever listens there could have any file sent to him.
 */
public record ArcIdentity(URI endpoint, Path folder, CredentialHost host) implements ManagedIdentityCredential.Source {
    private static final Pattern REALM = Pattern.compile("(?i)Basic realm=\"?([^\"]+)\"?");
    private static final long LONGEST = 4096;

    /** Where the agent keeps its files. */
    public static Path folder(CredentialHost host) {
        return host.variable("ProgramData")
                .map(data -> Path.of(data, "AzureConnectedMachineAgent", "Tokens"))
                .orElse(Path.of("/var/opt/azcmagent/tokens"));
    }

    @Override
    public Optional<Answer> ask() throws CloudException, InterruptedException {
        TokenRequests answers = new TokenRequests(host.direct(), host.sleeper());
        Answer challenge = answers.send(request().build());
        if (challenge.status() != 401) {
            return Optional.of(challenge);
        }
        String secret = secret(challenge);
        return Optional.of(answers.send(
                request().header("Authorization", "Basic " + secret).build()));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                        URI.create(endpoint + ManagedIdentityCredential.query("2019-11-01", Optional.empty())))
                .timeout(EntraTokens.TIME_LIMIT)
                .header("Metadata", "true")
                .GET();
    }

    private String secret(Answer challenge) throws CloudException {
        Matcher realm =
                REALM.matcher(challenge.headers().firstValue("WWW-Authenticate").orElse(""));
        try {
            if (realm.find()) {
                Path file = Path.of(realm.group(1)).normalize();
                if (folder.equals(file.getParent())
                        && file.toString().endsWith(".key")
                        && Files.size(file) <= LONGEST) {
                    return Files.readString(file, StandardCharsets.US_ASCII).strip();
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw refused(e.getClass().getSimpleName());
        }
        throw refused("the challenge names no key file in " + folder);
    }

    private static CloudException refused(String words) {
        return new CloudException(
                Problem.of(
                                AzureSignInProblem.MANAGED_IDENTITY_ARC,
                                "The key file of the Azure Arc agent cannot be used.",
                                "Add the user of the build to the group himds (on Windows: Hybrid agent extension"
                                        + " applications).")
                        .withEvidence(words),
                false);
    }
}
