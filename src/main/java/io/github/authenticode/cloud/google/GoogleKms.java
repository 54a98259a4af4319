package io.github.authenticode.cloud.google;

import static io.github.authenticode.cloud.kms.KmsAnswers.answer;

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
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import java.net.URI;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** getPublicKey and asymmetricSign of the "Cloud Key Management Service (KMS) API", version 1, with its checksums. */
final class GoogleKms implements KeyProtocol {
    private static final String NEW_KEY =
            "Create a key of the purpose asymmetric-sign (gcloud kms keys create --purpose=asymmetric-signing"
                    + " --default-algorithm=rsa-sign-pkcs1-3072-sha256), and have a certificate issued for it.";

    private final GoogleKmsIdentity identity;
    private final KeyPlace place;

    GoogleKms(GoogleKmsIdentity identity) {
        this.identity = identity;
        this.place = new KeyPlace(
                "Google Cloud KMS",
                identity.keyVersion(),
                identity.endpoint(),
                "the role Cloud KMS CryptoKey Signer/Verifier (roles/cloudkms.signerVerifier) on the key");
    }

    @Override
    public KeyPlace place() {
        return place;
    }

    @Override
    public List<KnownAnswer<KmsRefusal>> refusals() {
        return List.of(
                answer(
                        CloudKeyProblem.CLOUD_KEY_STATE,
                        c -> c.says("is not enabled", "DISABLED", "DESTROYED", "DESTROY_SCHEDULED"),
                        "The {key} is disabled or destroyed.",
                        "Enable that version (gcloud kms keys versions enable), or name another one in <keyVersion>."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_USAGE,
                        c -> c.answer().status() == 400 && c.says("purpose", "ASYMMETRIC"),
                        "The {key} is not for signing.",
                        NEW_KEY));
    }

    @Override
    public ToldKey describe(Questions questions) throws CloudException, InterruptedException {
        JsonNode told = questions.ask(ServiceRequest.get(address("/publicKey")));
        String algorithm = told.path("algorithm").asText("");
        if (!algorithm.matches("RSA_SIGN_PKCS1_\\d+_SHA\\d+|EC_SIGN_P(256|384)_SHA\\d+")) {
            throw new CloudException(KmsProblems.usage(place, "of the algorithm " + algorithm, NEW_KEY), false);
        }
        PublicKey key = PublicKeys.read(told.path("pem").asText(""))
                .orElseThrow(() ->
                        new CloudException(KmsProblems.unreadable(place, "no public key of " + algorithm), false));
        return new ToldKey(algorithm, key);
    }

    /** @param keyId the algorithm of the version, which has a digest of its own */
    @Override
    public Optional<DigestAlgorithm> onlyDigest(String keyId, KeyAlgorithm algorithm) {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(digest -> keyId.endsWith("_" + digest.name()))
                .findFirst();
    }

    @Override
    public ServiceRequest signing(
            String keyId, KeyAlgorithm algorithm, DigestAlgorithm digestAlgorithm, byte[] digest) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("digest")
                .put(
                        digestAlgorithm.name().toLowerCase(Locale.ROOT),
                        Base64.getEncoder().encodeToString(digest));
        body.put("digestCrc32c", String.valueOf(checksum(digest)));
        return ServiceRequest.post(address(":asymmetricSign"), body.toString());
    }

    /** Empty if a checksum tells that digest or signature was spoilt on the way. */
    @Override
    public Optional<byte[]> signature(JsonNode answer) {
        try {
            byte[] signature =
                    Base64.getDecoder().decode(answer.path("signature").asText(""));
            boolean whole = answer.path("verifiedDigestCrc32c").asBoolean(false)
                    && answer.path("signatureCrc32c").asText("").equals(String.valueOf(checksum(signature)))
                    && answer.path("name").asText("").equals(identity.keyVersion());
            return whole ? Optional.of(signature) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private URI address(String operation) {
        return URI.create(identity.endpoint() + "/v1/" + identity.keyVersion() + operation);
    }
}
