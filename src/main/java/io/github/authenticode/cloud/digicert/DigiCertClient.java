package io.github.authenticode.cloud.digicert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.authenticode.cloud.key.BilledKey;
import io.github.authenticode.cloud.key.FetchedChain;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.key.KeyCertificate;
import io.github.authenticode.cloud.key.KeySignature;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.pace.AdaptiveLimit.RestException;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.service.ServiceCalls;
import io.github.authenticode.cloud.service.ServicePermit;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * DigiCert ONE's REST interface: learns the certificate, has digests signed, and checks what comes back. A signature
 * that does not fit is not asked for again, since each is billed.
 */
public final class DigiCertClient implements BilledKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DigiCertAccess access;
    private final ServicePace pace;
    private final ServiceCalls calls;
    private final KeyCertificate certificate;

    private DigiCertClient(DigiCertAccess access, ServicePace pace, ServiceCalls calls, KeyCertificate certificate) {
        this.access = access;
        this.pace = pace;
        this.calls = calls;
        this.certificate = certificate;
    }

    /**
     * Learns the certificate, unless the build knows it.
     *
     * @param http that shows the client certificate
     * @param pace shared by all clients of the build that ask the same service
     * @param known where the certificate may be already
     * @throws CloudException if there is no certificate to sign with
     */
    public static DigiCertClient open(DigiCertAccess access, HttpExchange http, ServicePace pace, FetchedChain known)
            throws CloudException, InterruptedException {
        ServiceCalls calls = new ServiceCalls(
                new ApiKey(access.identity().account().apiKey()),
                http,
                new DigiCertDiagnosis(access, pace.clock()),
                pace.clock());
        return new DigiCertClient(access, pace, calls, known.get(() -> describe(access, calls, pace)));
    }

    private static KeyCertificate describe(DigiCertAccess access, ServiceCalls calls, ServicePace pace)
            throws CloudException, InterruptedException {
        try (ServicePermit turn = ServicePermit.enter(pace, access.limit())) {
            KeyCertificate found = new KeyPairs(access, calls, turn).find();
            turn.succeeded();
            return found;
        } catch (RestException e) {
            throw new CloudException(DigiCertProblems.resting(e.rest()), false);
        }
    }

    @Override
    public Optional<List<X509Certificate>> certificates() {
        return Optional.of(certificate.chain());
    }

    @Override
    public SignedDigest sign(DigestAlgorithm digestAlgorithm, byte[] digest)
            throws CloudException, InterruptedException {
        try (ServicePermit turn = ServicePermit.enter(pace, access.limit())) {
            KeyId key = KeyId.read(certificate.keyId());
            ServiceRequest request = ServiceRequest.post(access.signing(key.id()), body(key, digestAlgorithm, digest));
            byte[] signature = signature(calls.submit(request, turn));
            requireFit(digestAlgorithm, digest, signature);
            turn.succeeded();
            return new SignedDigest(signature, certificate.chain(), "");
        } catch (RestException e) {
            throw new CloudException(DigiCertProblems.resting(e.rest()), false);
        }
    }

    private String body(KeyId key, DigestAlgorithm digestAlgorithm, byte[] digest) {
        boolean rsa = KeyAlgorithm.of(certificate.signer().getPublicKey()).orElseThrow() == KeyAlgorithm.RSA;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("account", key.account());
        return body.put("sig_alg", digestAlgorithm.name() + (rsa ? "withRSA" : "withECDSA"))
                .put("hash", Base64.getEncoder().encodeToString(digest))
                .toString();
    }

    private byte[] signature(Answer answer) throws CloudException {
        try {
            String value = JSON.readTree(answer.body()).path("signature").asText("");
            if (!value.isEmpty()) {
                return Base64.getDecoder().decode(value);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told below: not the service's answer.
        }
        throw new CloudException(
                DigiCertProblems.unreadable(access, "HTTP " + answer.status() + ", no signature"), false);
    }

    private void requireFit(DigestAlgorithm digestAlgorithm, byte[] digest, byte[] signature) throws CloudException {
        String reason = "it does not match the digest and the certificate";
        try {
            if (KeySignature.verifies(certificate.signer().getPublicKey(), digestAlgorithm, digest, signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            reason = Objects.requireNonNullElse(e.getMessage(), reason);
        }
        throw new CloudException(DigiCertProblems.wrongSignature(access, reason), false);
    }

    @Override
    public int spent() {
        return calls.taken();
    }
}
