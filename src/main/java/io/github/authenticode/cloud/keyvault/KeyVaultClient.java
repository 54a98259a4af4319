package io.github.authenticode.cloud.keyvault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.authenticode.cloud.key.BilledKey;
import io.github.authenticode.cloud.key.CertificatePath;
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
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Azure Key Vault and Managed HSM: learns the certificate, has digests signed, and checks what comes back. Written from
 * the REST reference of Key Vault (Microsoft Learn, "Get Certificate", "Get Key" and "Sign", version 7.4).
 */
public final class KeyVaultClient implements BilledKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VaultAccess access;
    private final ServicePace pace;
    private final ServiceCalls calls;
    private final KeyCertificate certificate;
    private final KeyAlgorithm algorithm;
    private final URI address;

    private KeyVaultClient(
            VaultAccess access, ServicePace pace, ServiceCalls calls, KeyCertificate certificate, URI address) {
        this.access = access;
        this.pace = pace;
        this.calls = calls;
        this.certificate = certificate;
        this.algorithm = KeyAlgorithm.of(certificate.signer().getPublicKey()).orElseThrow();
        this.address = address;
    }

    /**
     * Learns the certificate, unless the build knows it.
     *
     * @param given certificates that the vault may leave out
     * @param pace shared by all clients of the build that ask the same vault
     * @param known where the certificate may be already
     * @throws CloudException if there is no certificate to sign with
     */
    public static KeyVaultClient open(
            VaultAccess access,
            List<X509Certificate> given,
            ServiceSignIn signIn,
            HttpExchange http,
            ServicePace pace,
            FetchedChain known)
            throws CloudException, InterruptedException {
        ServiceCalls calls = new ServiceCalls(signIn, http, new VaultDiagnosis(access, pace.clock()), pace.clock());
        KeyCertificate told = known.get(() -> describe(access, given, calls, pace));
        KeyCertificate certificate = new KeyCertificate(told.keyId(), CertificatePath.from(told.signer(), given));
        URI address = access.signing(certificate.keyId())
                .orElseThrow(() -> unreadable(access, "a key id that is none of a key's version"));
        return new KeyVaultClient(access, pace, calls, certificate, address);
    }

    private static KeyCertificate describe(
            VaultAccess access, List<X509Certificate> given, ServiceCalls calls, ServicePace pace)
            throws CloudException, InterruptedException {
        try (ServicePermit turn = ServicePermit.enter(pace, access.limit())) {
            Answer answer =
                    calls.ask(new ServiceRequest(access.description(), Optional.empty(), headers(access)), turn);
            turn.succeeded();
            return new KeyDescription(access, given).of(VaultObject.read(answer.body()));
        } catch (RestException e) {
            throw new CloudException(VaultProblems.resting(access, e.rest()), false);
        } catch (IOException e) {
            throw unreadable(access, Objects.requireNonNullElse(e.getMessage(), "no reason given"));
        }
    }

    /** @throws CloudException if the key signs no such digests */
    public void requireDigest(DigestAlgorithm digest) throws CloudException {
        if (algorithm.onlyDigest().filter(only -> only != digest).isPresent()) {
            throw new CloudException(VaultProblems.digest(access, algorithm, digest), false);
        }
    }

    @Override
    public Optional<List<X509Certificate>> certificates() {
        return Optional.of(certificate.chain());
    }

    @Override
    public SignedDigest sign(DigestAlgorithm digestAlgorithm, byte[] digest)
            throws CloudException, InterruptedException {
        requireDigest(digestAlgorithm);
        try (ServicePermit turn = ServicePermit.enter(pace, access.limit())) {
            byte[] signature = checked(digestAlgorithm, digest, turn);
            turn.succeeded();
            return new SignedDigest(signature, certificate.chain(), "");
        } catch (RestException e) {
            throw new CloudException(VaultProblems.resting(access, e.rest()), false);
        }
    }

    /** One that does not fit is asked for once more, and no oftener: a wrong certificate makes them all so. */
    private byte[] checked(DigestAlgorithm digestAlgorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        try {
            return once(digestAlgorithm, digest, turn);
        } catch (GeneralSecurityException wrong) {
            return twice(digestAlgorithm, digest, turn);
        }
    }

    private byte[] twice(DigestAlgorithm digestAlgorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        try {
            return once(digestAlgorithm, digest, turn);
        } catch (GeneralSecurityException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "no reason given");
            throw new CloudException(VaultProblems.wrongSignature(access, certificate.signer(), reason), false);
        }
    }

    private byte[] once(DigestAlgorithm digestAlgorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException, GeneralSecurityException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("alg", algorithm.jose(digestAlgorithm))
                .put("value", Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .toString();
        Answer answer = calls.submit(new ServiceRequest(address, Optional.of(body), headers(access)), turn);
        byte[] value = value(answer);
        byte[] signature = algorithm == KeyAlgorithm.RSA ? value : KeySignature.derOfJose(value);
        if (!KeySignature.verifies(certificate.signer().getPublicKey(), digestAlgorithm, digest, signature)) {
            throw new SignatureException("it does not match the digest and the certificate");
        }
        return signature;
    }

    private byte[] value(Answer answer) throws CloudException {
        try {
            String value = JSON.readTree(answer.body()).path("value").asText("");
            if (!value.isEmpty()) {
                return Base64.getUrlDecoder().decode(value);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told below: not the service's answer.
        }
        throw unreadable(access, "HTTP " + answer.status() + ", no signature");
    }

    @Override
    public int spent() {
        return calls.taken();
    }

    private static Map<String, String> headers(VaultAccess access) {
        return Map.of("x-ms-client-request-id", access.correlationId());
    }

    private static CloudException unreadable(VaultAccess access, String reason) {
        return new CloudException(VaultProblems.unreadable(access, reason), false);
    }
}
