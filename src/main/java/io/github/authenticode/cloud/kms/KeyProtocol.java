package io.github.authenticode.cloud.kms;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Requests and answers of one service, for one key. */
public interface KeyProtocol {
    KeyPlace place();

    /** What the service alone refuses in its own words, in the order in which it is looked for. */
    List<KnownAnswer<KmsRefusal>> refusals();

    /**
     * Learns the public key, which costs no signature.
     *
     * @throws CloudException if the key is no key that signs
     */
    ToldKey describe(Questions questions) throws CloudException, InterruptedException;

    /** The only digest that the key signs, where it is bound to one. */
    Optional<DigestAlgorithm> onlyDigest(String keyId, KeyAlgorithm algorithm);

    /** The request for a signature. */
    ServiceRequest signing(String keyId, KeyAlgorithm algorithm, DigestAlgorithm digestAlgorithm, byte[] digest);

    /** The signature of an answer; empty if it has none, or one that was spoilt on the way. */
    Optional<byte[]> signature(JsonNode answer);

    /** Asks what costs nothing. */
    interface Questions {
        JsonNode ask(ServiceRequest request) throws CloudException, InterruptedException;
    }

    /**
     * A key as its service describes it.
     *
     * @param keyId by which {@link #signing} asks for signatures of this key and no later version of it
     */
    record ToldKey(String keyId, PublicKey publicKey) {}
}
