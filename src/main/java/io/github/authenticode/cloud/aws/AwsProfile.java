package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A profile of the files that the AWS command line writes ("Shared config and credentials files" in the AWS SDKs and
 * Tools Reference Guide). Only access keys are read: roles, SSO and credential_process are told and not followed.
 */
final class AwsProfile {
    private final Map<String, String> environment;
    private final String name;

    AwsProfile(Map<String, String> environment) {
        this.environment = environment;
        this.name = environment.getOrDefault("AWS_PROFILE", "default");
    }

    /** Empty where there are no files, or nothing of the profile. */
    Optional<AwsCredentials> read() throws CloudException {
        Map<String, String> found = new HashMap<>();
        try {
            found.putAll(section(file("AWS_CONFIG_FILE", "config"), name.equals("default") ? name : "profile " + name));
            found.putAll(section(file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), name));
        } catch (IOException | UncheckedIOException e) {
            throw unusable("could not be read");
        }
        String id = found.getOrDefault("aws_access_key_id", "");
        String secret = found.getOrDefault("aws_secret_access_key", "");
        if (!id.isEmpty() && !secret.isEmpty()) {
            return Optional.of(new AwsCredentials(
                    id,
                    Secret.of(secret),
                    Optional.ofNullable(found.get("aws_session_token")).map(Secret::of)));
        }
        for (String other : new String[] {"role_arn", "sso_session", "sso_start_url", "credential_process"}) {
            if (found.containsKey(other)) {
                throw unusable("has " + other + ", which this plugin does not follow");
            }
        }
        if (environment.containsKey("AWS_PROFILE")) {
            throw unusable("has no aws_access_key_id and aws_secret_access_key");
        }
        return Optional.empty();
    }

    private Path file(String variable, String usual) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        Optional.ofNullable(environment.get("HOME"))
                                .or(() -> Optional.ofNullable(environment.get("USERPROFILE")))
                                .orElse("."),
                        ".aws",
                        usual));
    }

    private static Map<String, String> section(Path file, String wanted) throws IOException {
        Map<String, String> values = new HashMap<>();
        boolean inside = false;
        for (String line : Files.isRegularFile(file) ? Files.readAllLines(file) : java.util.List.<String>of()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.replaceAll("\\s+", " ").equals("[" + wanted + "]");
            } else if (inside && !text.startsWith("#") && text.contains("=")) {
                int equals = text.indexOf('=');
                values.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return values;
    }

    private CloudException unusable(String reason) {
        return new CloudException(
                Problem.of(
                        CloudKeyProblem.CLOUD_KEY_CREDENTIALS,
                        "The profile \"" + ForeignText.oneLine(name) + "\" in the files of AWS " + reason + ".",
                        "Export an access key before the build: eval \"$(aws configure export-credentials --format env)\"."),
                false);
    }
}
