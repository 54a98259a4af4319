package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** A signed JSON web token (RFC 7519), RS256 or PS256. */
record Jwt(JsonNode header, JsonNode claims, String signed, String signature) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String make(KeyPair keys, Map<String, ?> claims) {
        try {
            String text = part(Map.of("typ", "JWT", "alg", "RS256", "kid", "double")) + "." + part(claims);
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(text.getBytes(UTF_8));
            return text + "." + encode(signer.sign());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, ?> fields) throws IOException {
        return encode(JSON.writeValueAsBytes(fields));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException if it is no JWT */
    static Jwt read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no JWT");
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return new Jwt(
                    JSON.readTree(decoder.decode(parts[0])),
                    JSON.readTree(decoder.decode(parts[1])),
                    parts[0] + "." + parts[1],
                    parts[2]);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JWT", e);
        }
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = verifier();
            verifier.initVerify(key);
            verifier.update(signed.getBytes(UTF_8));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private Signature verifier() throws GeneralSecurityException {
        if (header.path("alg").asText().equals("PS256")) {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return pss;
        }
        if (header.path("alg").asText().equals("RS256")) {
            return Signature.getInstance("SHA256withRSA");
        }
        throw new GeneralSecurityException("alg");
    }

    String text(String claim) {
        return claims.path(claim).asText("");
    }

    boolean isValidAt(Instant time) {
        Instant from = Instant.ofEpochSecond(claims.path("nbf").asLong(0));
        return !time.isBefore(from) && time.isBefore(expiry());
    }

    Instant expiry() {
        return Instant.ofEpochSecond(claims.path("exp").asLong(0));
    }
}
