package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.AwsAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A key in AWS KMS.
 *
 * @param region that requests are signed for: {@code eu-west-1}
 * @param endpoint without a trailing slash: {@code https://kms.eu-west-1.amazonaws.com}
 * @param key its id, its ARN, or an alias: {@code alias/code-signing}
 * @param certificateFile the certificate of the key, and those above it
 * @param account absent means whatever the machine offers
 */
public record AwsKmsIdentity(
        String region, URI endpoint, String key, Path certificateFile, Optional<AwsAccount> account)
        implements KmsIdentity {
    public AwsKmsIdentity {
        RequiredText.check("region", region);
        RequiredText.check("key", key);
    }

    @Override
    public List<String> signer() {
        return List.of(endpoint.toString(), key, certificateFile.toString());
    }

    @Override
    public String element() {
        return "awsKms";
    }
}
