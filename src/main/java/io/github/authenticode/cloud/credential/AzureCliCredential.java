package io.github.authenticode.cloud.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.ProgramRunner.Output;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whoever is logged in with {@code az login}. The program takes about a second to start. */
record AzureCliCredential(CredentialHost host) implements Credential {
    /** As in azure-identity 1.19, where it is ten seconds and many asked for more. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final List<String> ARGUMENTS =
            List.of("account", "get-access-token", "--output", "json", "--resource", "https://codesigning.azure.net");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");
    private static final Pattern CODE = Pattern.compile("AADSTS\\d{4,9}");
    private static final Pattern LOGIN = Pattern.compile("(?i)az login|az account set|not logged in");

    @Override
    public String name() {
        return "AzureCliCredential";
    }

    @Override
    public Attempt attempt() throws CloudException, InterruptedException {
        Output output;
        try {
            output = host.programs().run("az", ARGUMENTS, LIMIT);
        } catch (NoSuchFileException e) {
            return Attempt.unavailable(
                    "there is no program az on the PATH.", "Install the Azure CLI, or name another <credential>.");
        } catch (IOException e) {
            throw failed("az gave no token.", String.valueOf(e.getMessage()));
        }
        if (output.exitCode() != 0) {
            return refused(output);
        }
        try {
            JsonNode json = new ObjectMapper().readTree(output.stdout());
            String token = json.path("accessToken").asText("");
            if (!token.isEmpty()) {
                return new Attempt.Granted(new AccessToken(Secret.of(token), end(json)));
            }
        } catch (IOException | DateTimeParseException e) {
            // Not shown: the text that could not be read may be a token.
            throw failed(
                    "az wrote something else than a token as JSON.",
                    e.getClass().getSimpleName());
        }
        throw failed("az wrote something else than a token as JSON.", "no accessToken");
    }

    private Attempt refused(Output output) throws CloudException {
        Matcher code = CODE.matcher(output.stderr());
        if (code.find()) {
            throw failed("Entra gave no token to the account that az is logged in with.", code.group());
        }
        if (LOGIN.matcher(output.stderr()).find() || output.exitCode() == 9009 || output.exitCode() == 127) {
            return Attempt.unavailable("az is not logged in, or not installed.", "Run az login.");
        }
        throw failed("az gave no token.", "exit code " + output.exitCode());
    }

    /**
     * Since 2.54 az writes seconds since the epoch; before, the local time alone, ambiguous in the hour that comes
     * twice.
     */
    private Instant end(JsonNode json) {
        if (json.path("expires_on").canConvertToLong()
                && json.path("expires_on").asLong() > 0) {
            return Instant.ofEpochSecond(json.path("expires_on").asLong());
        }
        ZoneId zone = host.clock().getZone();
        return LocalDateTime.parse(json.path("expiresOn").asText(), LOCAL)
                .atZone(zone)
                .toInstant();
    }

    private static CloudException failed(String cause, String words) {
        return new CloudException(
                Problem.of(
                                AzureSignInProblem.AZURE_CLI,
                                cause,
                                "Run az login, and then az account get-access-token --resource"
                                        + " https://codesigning.azure.net to see what it says.")
                        .withEvidence(words),
                false);
    }
}
