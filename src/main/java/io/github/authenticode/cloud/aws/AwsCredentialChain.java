package io.github.authenticode.cloud.aws;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.identity.account.AwsAccount;
import io.github.authenticode.plan.text.EnvironmentVariable;
import io.github.authenticode.plan.text.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Search for an access key in the order of AWS's own libraries ("Standardized credential providers" in the AWS SDKs and
 * Tools Reference Guide): environment, files, container, instance.
 */
final class AwsCredentialChain implements TokenSource {
    /** Of keys that do not expire; a build takes less. */
    private static final Duration LONG = Duration.ofHours(12);

    private final Optional<AwsAccount> account;
    private final CloudSettings settings;
    private final HttpExchange direct;

    AwsCredentialChain(Optional<AwsAccount> account, CloudSettings settings, HttpExchange direct) {
        this.account = account;
        this.settings = settings;
        this.direct = direct;
    }

    @Override
    public AccessToken fetch() throws CloudException, InterruptedException {
        Optional<AwsCredentials> fixed = account.map(
                        given -> new AwsCredentials(given.accessKeyId(), given.secretAccessKey(), Optional.empty()))
                .or(this::environment);
        if (fixed.isEmpty()) {
            fixed = new AwsProfile(settings.environment()).read();
        }
        if (fixed.isPresent()) {
            return fixed.get().until(settings.clock().instant().plus(LONG));
        }
        AwsMetadata metadata = new AwsMetadata(settings.environment(), direct);
        Optional<AccessToken> found = metadata.container();
        if (found.isEmpty()) {
            found = metadata.instance();
        }
        return found.orElseThrow(AwsCredentialChain::nobody);
    }

    private Optional<AwsCredentials> environment() {
        return variable("AWS_ACCESS_KEY_ID")
                .flatMap(id -> variable("AWS_SECRET_ACCESS_KEY")
                        .map(secret -> new AwsCredentials(
                                id,
                                Secret.of(secret),
                                variable("AWS_SESSION_TOKEN").map(Secret::of))));
    }

    private Optional<String> variable(String name) {
        return EnvironmentVariable.read(settings.environment(), name);
    }

    private static CloudException nobody() {
        return new CloudException(
                Problem.of(
                        CloudKeyProblem.CLOUD_KEY_NO_CREDENTIALS,
                        "There is no access key of AWS: not in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, not in the files of"
                                + " profiles, not from a container (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or …_FULL_URI), and no"
                                + " instance metadata service of EC2 gave one.",
                        "Set these variables, or name a server of settings.xml in <serverId> with the access key id as its"
                                + " username and the secret access key as its password."),
                false);
    }
}
