package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.plan.text.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access key of AWS.
 *
 * @param sessionToken of one that expires
 */
record AwsCredentials(String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {
    /** As one secret, which is cached and renewed as tokens are. */
    AccessToken until(Instant end) {
        return new AccessToken(
                Secret.of(String.join(
                        "\n",
                        accessKeyId,
                        secretAccessKey.reveal(),
                        sessionToken.map(Secret::reveal).orElse(""))),
                end);
    }

    static AwsCredentials of(AccessToken token) {
        List<String> lines = List.of(token.value().reveal().split("\n", -1));
        return new AwsCredentials(
                lines.get(0),
                Secret.of(lines.get(1)),
                Optional.of(lines.get(2)).filter(text -> !text.isEmpty()).map(Secret::of));
    }
}
