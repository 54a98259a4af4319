package io.github.authenticode.cloud.vault;

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
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import java.net.URI;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** "Read key" and "Sign data" of the "Transit secrets engine (API)" of HashiCorp Vault. */
final class VaultTransit implements KeyProtocol {
    private static final String NEW_KEY =
            "Create a key of the type rsa-3072 (vault write -f transit/keys/NAME type=rsa-3072), and have a certificate"
                    + " issued for it.";

    private final HashicorpVaultIdentity identity;
    private final KeyPlace place;

    VaultTransit(HashicorpVaultIdentity identity) {
        this.identity = identity;
        this.place = new KeyPlace(
                "HashiCorp Vault",
                identity.mount() + "/" + identity.key(),
                identity.address(),
                "read on " + identity.mount() + "/keys/" + identity.key() + " and update on " + identity.mount()
                        + "/sign/" + identity.key() + ", in a policy of the token");
    }

    @Override
    public KeyPlace place() {
        return place;
    }

    @Override
    public List<KnownAnswer<KmsRefusal>> refusals() {
        return List.of(
                new KnownAnswer<>(
                        CloudKeyProblem.CLOUD_KEY_SEALED,
                        c -> c.answer().status() == 503 || c.says("Vault is sealed"),
                        "{product} at {endpoint} is sealed, or stands by.",
                        List.of(),
                        "Have it unsealed, and build again.",
                        true),
                answer(
                        CloudKeyProblem.CLOUD_KEY_SIGN_IN,
                        c -> c.answer().status() == 403 && c.says("invalid token", "bad token", "missing client token"),
                        "{product} did not accept the token for {key}: it is over, revoked or wrong.",
                        "Get a new token, or name an AppRole by <serverId>."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_ACCESS,
                        c -> c.answer().status() == 403,
                        "{product} does not let the token use {key}; it says the same of a token that is over.",
                        "Allow {permissions}; look with vault token lookup whether the token is still good."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_NOT_FOUND,
                        c -> c.answer().status() == 404 || c.says("signing key not found"),
                        "There is no {key}.",
                        "Correct <key>, <mount> or <namespace>."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_STATE,
                        c -> c.says("requested version for signing is less than the minimum", "version is not found"),
                        "That version of the {key} may not sign, or does not exist.",
                        "Correct <version>, or lower min_encryption_version of the key."),
                answer(
                        CloudKeyProblem.CLOUD_KEY_USAGE,
                        c -> c.says("does not support signing"),
                        "The {key} is not for signing.",
                        NEW_KEY));
    }

    @Override
    public ToldKey describe(Questions questions) throws CloudException, InterruptedException {
        JsonNode data = questions
                .ask(new ServiceRequest(address("keys"), Optional.empty(), VaultHeaders.of(identity)))
                .path("data");
        String type = data.path("type").asText("");
        if (!data.path("supports_signing").asBoolean(true)) {
            throw refused(KmsProblems.usage(place, "of the type " + type, NEW_KEY));
        }
        String version = identity.version()
                .map(String::valueOf)
                .orElse(data.path("latest_version").asText(""));
        String pem = data.path("keys").path(version).path("public_key").asText("");
        PublicKey key = PublicKeys.read(pem)
                .orElseThrow(() -> refused(KmsProblems.unreadable(
                        place, "the type " + type + " without a public key of version " + version)));
        return new ToldKey(version, key);
    }

    @Override
    public Optional<DigestAlgorithm> onlyDigest(String keyId, KeyAlgorithm algorithm) {
        return Optional.empty();
    }

    @Override
    public ServiceRequest signing(
            String keyId, KeyAlgorithm algorithm, DigestAlgorithm digestAlgorithm, byte[] digest) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("input", Base64.getEncoder().encodeToString(digest))
                .put("prehashed", true)
                .put("hash_algorithm", digestAlgorithm.name().replace("SHA", "sha2-"))
                .put("key_version", Integer.parseInt(keyId));
        if (algorithm == KeyAlgorithm.RSA) {
            body.put("signature_algorithm", "pkcs1v15");
        } else {
            body.put("marshaling_algorithm", "asn1");
        }
        return new ServiceRequest(address("sign"), Optional.of(body.toString()), VaultHeaders.of(identity));
    }

    /** {@code vault:v1:} and base64. */
    @Override
    public Optional<byte[]> signature(JsonNode answer) {
        String[] parts = answer.path("data").path("signature").asText("").split(":", -1);
        try {
            return parts.length == 3 ? Optional.of(Base64.getDecoder().decode(parts[2])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private URI address(String operation) {
        return URI.create(identity.address() + "/v1/" + identity.mount() + "/" + operation + "/" + identity.key());
    }

    private static CloudException refused(Problem problem) {
        return new CloudException(problem, false);
    }
}
