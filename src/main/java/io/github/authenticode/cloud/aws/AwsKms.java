package io.github.authenticode.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.kms.KeyPlace;
import io.github.authenticode.cloud.kms.KeyProtocol;
import io.github.authenticode.cloud.kms.KmsProblems;
import io.github.authenticode.cloud.kms.KmsRefusal;
import io.github.authenticode.cloud.kms.PublicKeys;
import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import java.net.URI;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GetPublicKey and Sign of the "AWS Key Management Service API Reference". */
final class AwsKms implements KeyProtocol {
    private static final String SIGNS = "SIGN_VERIFY";

    private final AwsKmsIdentity identity;
    private final KeyPlace place;

    AwsKms(AwsKmsIdentity identity) {
        this.identity = identity;
        this.place = new KeyPlace(
                "AWS KMS",
                identity.key(),
                identity.endpoint(),
                "kms:GetPublicKey and kms:Sign on the key, in its key policy or in a policy of IAM");
    }

    @Override
    public KeyPlace place() {
        return place;
    }

    @Override
    public List<KnownAnswer<KmsRefusal>> refusals() {
        return AwsAnswers.of(identity);
    }

    @Override
    public ToldKey describe(Questions questions) throws CloudException, InterruptedException {
        JsonNode told = questions.ask(request("GetPublicKey", parameters(identity.key())));
        String usage = told.path("KeyUsage").asText(SIGNS);
        if (!usage.equals(SIGNS)) {
            throw new CloudException(KmsProblems.usage(place, "of the usage " + usage, AwsAnswers.NEW_KEY), false);
        }
        PublicKey key = PublicKeys.read(told.path("PublicKey").asText(""))
                .orElseThrow(() -> new CloudException(
                        KmsProblems.unreadable(place, "no public key of RSA or on a curve of NIST"), false));
        return new ToldKey(told.path("KeyId").asText(identity.key()), key);
    }

    @Override
    public Optional<DigestAlgorithm> onlyDigest(String keyId, KeyAlgorithm algorithm) {
        return algorithm.onlyDigest();
    }

    @Override
    public ServiceRequest signing(
            String keyId, KeyAlgorithm algorithm, DigestAlgorithm digestAlgorithm, byte[] digest) {
        String hash = digestAlgorithm.name().replace("SHA", "SHA_");
        String scheme = (algorithm == KeyAlgorithm.RSA ? "RSASSA_PKCS1_V1_5_" : "ECDSA_") + hash;
        return request(
                "Sign",
                parameters(keyId)
                        .put("Message", Base64.getEncoder().encodeToString(digest))
                        .put("MessageType", "DIGEST")
                        .put("SigningAlgorithm", scheme));
    }

    @Override
    public Optional<byte[]> signature(JsonNode answer) {
        try {
            return Optional.of(
                    Base64.getDecoder().decode(answer.path("Signature").asText("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode parameters(String key) {
        return JsonNodeFactory.instance.objectNode().put("KeyId", key);
    }

    private ServiceRequest request(String action, ObjectNode parameters) {
        return new ServiceRequest(
                URI.create(identity.endpoint() + "/"),
                Optional.of(parameters.toString()),
                Map.of("X-Amz-Target", "TrentService." + action, "Content-Type", "application/x-amz-json-1.1"));
    }
}
