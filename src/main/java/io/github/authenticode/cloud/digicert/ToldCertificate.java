package io.github.authenticode.cloud.digicert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate that DigiCert ONE tells of.
 *
 * @param thumbprint SHA-1, upper-case hexadecimal digits
 * @param chain those above it, in any order
 */
record ToldCertificate(String alias, X509Certificate signer, String thumbprint, List<X509Certificate> chain) {
    static ToldCertificate read(JsonNode item) throws IOException {
        try {
            X509Certificate signer = certificate(item.path("cert").asText(""));
            List<X509Certificate> chain = new ArrayList<>();
            for (JsonNode issuer : item.path("chain")) {
                chain.add(certificate(issuer.path("blob").asText("")));
            }
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(signer.getEncoded());
            return new ToldCertificate(
                    item.path("alias").asText(""),
                    signer,
                    HexFormat.of().withUpperCase().formatHex(digest),
                    chain);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("not a certificate", e);
        }
    }

    String title() {
        return alias + " (thumbprint " + thumbprint + ", until "
                + signer.getNotAfter().toInstant() + ")";
    }

    private static X509Certificate certificate(String base64) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
