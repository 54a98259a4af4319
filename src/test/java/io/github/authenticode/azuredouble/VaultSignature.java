package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.VaultContent.Entry;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * Signature of a vault over a digest: RSA with PKCS#1 v1.5, or r and s one after the other, each as long as the curve
 * (RFC 7518).
 */
final class VaultSignature {
    private VaultSignature() {}

    /** For a body of a request. */
    static byte[] of(byte[] body, Entry entry, Optional<Kind> fault) throws Refusal {
        JsonNode request = VaultEndpoint.json(body);
        require(VaultEndpoint.names(request).equals(List.of("alg", "value")), 400, "sign with " + request);
        String algorithm = request.path("alg").asText();
        boolean elliptic = entry.type().startsWith("EC");
        if (!(elliptic ? algorithm.equals("ES256") : algorithm.matches("RS(256|384|512)"))) {
            throw VaultErrors.badParameter("Key and signing algorithm are incompatible. Key is of type '" + entry.type()
                    + "' and algorithm is '" + algorithm + "'.");
        }
        String text = request.path("value").asText();
        require(text.matches("[A-Za-z0-9_-]+"), 400, "value is not base64url: " + text);
        byte[] digest = Base64.getUrlDecoder().decode(text);
        if (digest.length * 8 != Integer.parseInt(algorithm.substring(2))) {
            throw VaultErrors.badParameter("Invalid length of 'value': " + digest.length + " bytes.");
        }
        try {
            byte[] made = make(entry, algorithm, digest, fault);
            if (fault.filter(f -> f == Kind.WRONG_SIGNATURE).isPresent()) {
                made[made.length / 2] ^= 1;
            }
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] make(Entry entry, String algorithm, byte[] digest, Optional<Kind> fault)
            throws GeneralSecurityException, IOException {
        KeyPair keys =
                fault.filter(f -> f == Kind.OTHER_KEY).isPresent() ? DoubleKeys.rsa("signer 0", 3072) : entry.signer();
        if (algorithm.startsWith("ES")) {
            return signed("NONEwithECDSAinP1363Format", keys, digest);
        }
        ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(DigestAlgorithm.parse("SHA" + algorithm.substring(2))
                .orElseThrow()
                .oid());
        byte[] info = new DigestInfo(new AlgorithmIdentifier(oid, DERNull.INSTANCE), digest).getEncoded("DER");
        return signed("NONEwithRSA", keys, info);
    }

    private static byte[] signed(String algorithm, KeyPair keys, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(data);
        return signature.sign();
    }
}
