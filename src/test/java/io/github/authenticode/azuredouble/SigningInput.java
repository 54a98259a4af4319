package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of a submission. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningInput(DigestAlgorithm algorithm, byte[] digest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("signatureAlgorithm", "digest", "fileHashList", "authenticodeHashList");
    private static final Map<String, DigestAlgorithm> ALGORITHMS =
            Map.of("RS256", DigestAlgorithm.SHA256, "RS384", DigestAlgorithm.SHA384, "RS512", DigestAlgorithm.SHA512);
    private static final Map<DigestAlgorithm, Integer> LENGTHS =
            Map.of(DigestAlgorithm.SHA256, 32, DigestAlgorithm.SHA384, 48, DigestAlgorithm.SHA512, 64);

    static SigningInput of(Call call) throws Refusal {
        call.requireContentType("application/json");
        JsonNode body = json(call);
        Set<String> unknown = new HashSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        require(body.isObject() && unknown.isEmpty(), 400, "the body has the fields " + unknown);
        for (String list : Set.of("fileHashList", "authenticodeHashList")) {
            require(body.path(list).isMissingNode() || body.path(list).isArray(), 400, list + " is no list");
        }
        String name = body.path("signatureAlgorithm").asText();
        DigestAlgorithm algorithm = Optional.ofNullable(ALGORITHMS.get(name))
                .orElseThrow(() -> Refusal.violation(400, "the signatureAlgorithm is " + name));
        byte[] digest = base64(body.path("digest").asText());
        require(
                Integer.valueOf(digest.length).equals(LENGTHS.get(algorithm)),
                400,
                "a digest of " + digest.length + " bytes for " + name);
        return new SigningInput(algorithm, digest);
    }

    private static JsonNode json(Call call) throws Refusal {
        try {
            return JSON.readTree(call.body());
        } catch (IOException e) {
            throw Refusal.violation(400, "the body is no JSON");
        }
    }

    private static byte[] base64(String text) throws Refusal {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.violation(400, "the digest is no base64");
        }
    }
}
