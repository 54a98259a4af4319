package io.github.authenticode.cloud.credential.entra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.SignedClaims;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * The maker of the assertion by which an application proves that it has a certificate's key: PS256 and the SHA-256
 * thumbprint, which Entra asks for since it took SHA-1 out. (Microsoft identity platform, "Application authentication
 * certificate credentials".)
 */
public final class ClientCertificate {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final boolean sendsCertificate;
    private final Clock clock;
    private final Supplier<String> ids;

    /**
     * @param key RSA
     * @param sendsCertificate puts the certificate into the assertion, for applications that trust a name and an issuer
     * @param ids makes an id that no other assertion has
     */
    public ClientCertificate(
            PrivateKey key, X509Certificate certificate, boolean sendsCertificate, Clock clock, Supplier<String> ids) {
        this.key = key;
        this.certificate = certificate;
        this.sendsCertificate = sendsCertificate;
        this.clock = clock;
        this.ids = ids;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A new assertion for one exchange. */
    Secret assertion(String clientId, URI endpoint) throws CloudException {
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            signature.initSign(key);
            return SignedClaims.token(header(), claims(clientId, endpoint), signature);
        } catch (GeneralSecurityException e) {
            throw new CloudException(
                    Problem.of(
                                    AzureSignInProblem.AZURE_CERTIFICATE_KEY,
                                    "The key of the certificate \"" + certificate.getSubjectX500Principal()
                                            + "\" cannot sign.",
                                    "Use an RSA key of at least 2048 bits.")
                            .withEvidence(String.valueOf(e.getMessage())),
                    false);
        }
    }

    private ObjectNode header() throws GeneralSecurityException {
        byte[] encoded = certificate.getEncoded();
        ObjectNode header =
                new ObjectMapper().createObjectNode().put("alg", "PS256").put("typ", "JWT");
        header.put(
                "x5t#S256",
                SignedClaims.url(MessageDigest.getInstance("SHA-256").digest(encoded)));
        if (sendsCertificate) {
            header.putArray("x5c").add(Base64.getEncoder().encodeToString(encoded));
        }
        return header;
    }

    private ObjectNode claims(String clientId, URI endpoint) {
        Instant now = clock.instant();
        return new ObjectMapper()
                .createObjectNode()
                .put("aud", endpoint.toString())
                .put("iss", clientId)
                .put("sub", clientId)
                .put("jti", ids.get())
                .put("nbf", now.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
    }
}
