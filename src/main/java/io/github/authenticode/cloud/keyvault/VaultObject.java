package io.github.authenticode.cloud.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a vault tells of a certificate (CertificateBundle) or of a key (KeyBundle).
 *
 * @param keyId a version of the key
 * @param keyType {@code RSA}, {@code EC}, {@code oct}, each also with {@code -HSM}; empty where it is not told
 * @param curve {@code P-256}; empty for RSA
 * @param certificate DER; empty for a key, and for a certificate that its authority has not issued yet
 * @param operations of a key; empty where they are not told
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VaultObject(
        String keyId,
        String keyType,
        String curve,
        Optional<byte[]> certificate,
        boolean enabled,
        List<String> operations,
        JsonNode key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IOException if it is anything else */
    static VaultObject read(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        JsonNode key = answer.path("key");
        JsonNode properties = key.isObject() ? key : answer.path("policy").path("key_props");
        String id = key.path("kid").asText(answer.path("kid").asText(""));
        if (id.isEmpty()) {
            throw new IOException("no key id");
        }
        List<String> operations = new ArrayList<>();
        key.path("key_ops").forEach(operation -> operations.add(operation.asText()));
        return new VaultObject(
                id,
                properties.path("kty").asText(""),
                properties.path("crv").asText(""),
                certificate(answer.path("cer").asText("")),
                answer.path("attributes").path("enabled").asBoolean(true),
                operations,
                key);
    }

    private static Optional<byte[]> certificate(String base64) throws IOException {
        try {
            return base64.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IOException("a certificate that is not base64", e);
        }
    }

    /** Empty where the vault does not say, as of a certificate's key. */
    Optional<String> kind() {
        return keyType.isEmpty()
                ? Optional.empty()
                : Optional.of(keyType + (curve.isEmpty() ? "" : " on the curve " + curve));
    }

    /** Whether Windows has a word for keys of that kind, as far as it is told. */
    boolean isForCode() {
        return keyType.isEmpty()
                || keyType.startsWith("RSA")
                || (keyType.startsWith("EC")
                        && (curve.isEmpty()
                                || List.of("P-256", "P-384", "P-521").contains(curve)));
    }

    /** Of a key, from its numbers. */
    PublicKey publicKey() throws GeneralSecurityException {
        if (keyType.startsWith("RSA")) {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve.replace("P-", "secp") + "r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number("x"), number("y")), parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private BigInteger number(String name) throws GeneralSecurityException {
        try {
            return new BigInteger(
                    1, Base64.getUrlDecoder().decode(key.path(name).asText("")));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("a number of the key is not base64", e);
        }
    }
}
