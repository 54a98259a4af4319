package io.github.authenticode.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.text.EnvironmentVariable;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Access keys of roles that AWS gave to a container or to the machine: "Container credential provider" and "IMDS
 * credential provider" in the AWS SDKs and Tools Reference Guide; of the instance metadata service version 2 alone.
 */
final class AwsMetadata {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Set<String> OPEN_HOSTS =
            Set.of("169.254.170.2", "169.254.170.23", "localhost", "127.0.0.1", "[::1]", "[fd00:ec2::23]");

    private final Map<String, String> environment;
    private final HttpExchange direct;

    AwsMetadata(Map<String, String> environment, HttpExchange direct) {
        this.environment = environment;
        this.direct = direct;
    }

    /** Empty outside containers of ECS, EKS and the like. */
    Optional<AccessToken> container() throws CloudException, InterruptedException {
        Optional<String> address = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .map(path -> "http://169.254.170.2" + path)
                .or(() -> variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address.get());
            if (!"https".equals(uri.getScheme()) && !OPEN_HOSTS.contains(String.valueOf(uri.getHost()))) {
                throw unusable("its address is neither https nor of this machine");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(WAIT);
            authorization().ifPresent(token -> request.setHeader("Authorization", token));
            return Optional.of(credentials(direct.send(request.build())));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable("it did not answer");
        }
    }

    private Optional<String> authorization() throws IOException {
        Optional<String> file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        return file.isPresent()
                ? Optional.of(Files.readString(Path.of(file.get())).strip())
                : variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }

    /** Empty outside EC2. */
    Optional<AccessToken> instance() throws CloudException, InterruptedException {
        if (variable("AWS_EC2_METADATA_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            return Optional.empty();
        }
        String base = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse("http://169.254.169.254");
        try {
            Answer token = direct.send(HttpRequest.newBuilder(URI.create(base + "/latest/api/token"))
                    .PUT(BodyPublishers.noBody())
                    .setHeader("X-aws-ec2-metadata-token-ttl-seconds", "300")
                    .timeout(WAIT)
                    .build());
            if (token.status() != 200) {
                return Optional.empty();
            }
            String roles = base + "/latest/meta-data/iam/security-credentials/";
            Answer role = get(roles, token);
            return role.status() == 200
                    ? Optional.of(credentials(
                            get(roles + text(role).lines().findFirst().orElse(""), token)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // no machine of AWS
        }
    }

    private Answer get(String address, Answer token) throws IOException, InterruptedException {
        return direct.send(HttpRequest.newBuilder(URI.create(address))
                .setHeader("X-aws-ec2-metadata-token", text(token))
                .timeout(WAIT)
                .build());
    }

    private static AccessToken credentials(Answer answer) throws CloudException, IOException {
        if (answer.status() != 200) {
            throw unusable("it answered HTTP " + answer.status());
        }
        JsonNode json = new ObjectMapper().readTree(answer.body());
        String id = json.path("AccessKeyId").asText("");
        String secret = json.path("SecretAccessKey").asText("");
        try {
            Instant end = Instant.parse(json.path("Expiration").asText(""));
            if (!id.isEmpty() && !secret.isEmpty()) {
                return new AwsCredentials(
                                id,
                                Secret.of(secret),
                                Optional.of(Secret.of(json.path("Token").asText(""))))
                        .until(end);
            }
        } catch (DateTimeParseException e) {
            // Told below: without its end nobody knows when to ask again.
        }
        throw unusable("its answer has no access key with an end");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).strip();
    }

    private Optional<String> variable(String name) {
        return EnvironmentVariable.read(environment, name);
    }

    private static CloudException unusable(String reason) {
        return new CloudException(
                Problem.of(
                        CloudKeyProblem.CLOUD_KEY_CREDENTIALS,
                        "The credentials service of AWS in this container or machine gave no access key: " + reason
                                + ".",
                        "Give the task, pod or instance a role, or name an access key by <serverId>."),
                true);
    }
}
