package io.github.authenticode.cloud.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.plan.text.Secret;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

/** Claims that were signed, as a JSON Web Token in its compact form (RFC 7515, 3.1; RFC 7519). */
public final class SignedClaims {
    private SignedClaims() {}

    /** @param signer ready to sign, by the algorithm that the header names */
    public static Secret token(ObjectNode header, ObjectNode claims, Signature signer) throws SignatureException {
        String signed = url(header.toString().getBytes(UTF_8)) + "."
                + url(claims.toString().getBytes(UTF_8));
        signer.update(signed.getBytes(UTF_8));
        return Secret.of(signed + "." + url(signer.sign()));
    }

    /** Base64 for addresses, without padding (RFC 7515, 2). */
    public static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
