package io.github.authenticode.cloud.aws;

import static io.github.authenticode.cloud.kms.KmsAnswers.answer;

import io.github.authenticode.cloud.kms.KmsRefusal;
import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.Suspect;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import java.util.List;

/** Refusals of AWS KMS ("Common Errors", GetPublicKey and Sign in its API Reference). */
final class AwsAnswers {
    static final String NEW_KEY =
            "Create a key of the usage SIGN_VERIFY (aws kms create-key --key-usage SIGN_VERIFY --key-spec RSA_3072), and have a"
                    + " certificate issued for it.";

    private AwsAnswers() {}

    static List<KnownAnswer<KmsRefusal>> of(AwsKmsIdentity identity) {
        return List.of(
                new KnownAnswer<>(
                        CloudKeyProblem.CLOUD_KEY_CLOCK,
                        c -> c.says("Signature expired", "Signature not yet current", "RequestExpired")
                                || c.says("RequestTimeTooSkewed"),
                        "{product} does not accept the time of this machine.",
                        List.of(Suspect.clock()),
                        "Set the clock of this machine.",
                        false),
                answer(
                        CloudKeyProblem.CLOUD_KEY_CREDENTIALS,
                        c -> c.says("Credential should be scoped to a valid region"),
                        "{endpoint} is of another region than " + identity.region() + ".",
                        "Correct <region>, or <endpoint>, to the region of the key."),
                new KnownAnswer<>(
                        CloudKeyProblem.CLOUD_KEY_SIGN_IN,
                        c -> c.says(
                                "UnrecognizedClientException",
                                "InvalidClientTokenId",
                                "InvalidSignatureException",
                                "SignatureDoesNotMatch",
                                "IncompleteSignature",
                                "MissingAuthenticationToken",
                                "ExpiredToken"),
                        "{product} did not accept the access key for {key}.",
                        List.of(
                                Suspect.open("the access key is disabled, deleted or wrongly copied"),
                                Suspect.open("it expires, and its session token is missing or over")),
                        "Get a new access key, or renew the session.",
                        false),
                answer(
                        CloudKeyProblem.CLOUD_KEY_ACCESS,
                        c -> c.says("AccessDenied", "NotAuthorized", "OptInRequired"),
                        "{product} does not let whoever signed in use {key}.",
                        "Allow {permissions}, and wait some minutes."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_NOT_FOUND,
                        c -> c.says("NotFoundException", "InvalidArnException"),
                        "There is no {key}.",
                        "Correct <key>, an alias with alias/ before it, or <region>; keys of other accounts want their ARN."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_STATE,
                        c -> c.says("DisabledException", "KMSInvalidStateException"),
                        "The {key} is disabled, or is to be deleted.",
                        "Enable it (aws kms enable-key), after its deletion was cancelled (aws kms cancel-key-deletion)."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_USAGE,
                        c -> c.says("InvalidKeyUsageException", "UnsupportedOperationException"),
                        "The {key} is not for signing: it is symmetric, or of another usage than SIGN_VERIFY, which nobody can"
                                + " change afterwards.",
                        NEW_KEY),
                new KnownAnswer<>(
                        CloudKeyProblem.CLOUD_KEY_THROTTLED,
                        c -> c.says("ThrottlingException", "LimitExceeded", "Rate exceeded"),
                        "{product} is asked too often, by all that share the quota of this account and region.",
                        List.of(),
                        "Wait, lower <concurrency>, or have the quota of cryptographic operations with such keys raised.",
                        true),
                new KnownAnswer<>(
                        CloudKeyProblem.CLOUD_KEY_UNAVAILABLE,
                        c -> c.says("KeyUnavailableException", "DependencyTimeoutException", "KMSInternalException"),
                        "{product} at {endpoint} has a failure of its own.",
                        List.of(),
                        "Look at the status page of AWS and build again later.",
                        true));
    }
}
