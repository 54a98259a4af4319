package io.github.authenticode.cloud.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.key.BilledKey;
import io.github.authenticode.cloud.key.CertificatePath;
import io.github.authenticode.cloud.key.FetchedChain;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.key.KeyCertificate;
import io.github.authenticode.cloud.key.KeySignature;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.kms.KeyProtocol.ToldKey;
import io.github.authenticode.cloud.pace.AdaptiveLimit.RestException;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.service.ServiceCalls;
import io.github.authenticode.cloud.service.ServicePermit;
import io.github.authenticode.cloud.service.ServiceRequest;
import io.github.authenticode.cloud.service.ServiceSignIn;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A key in a service that holds no certificates. What can be wrong with it and with its certificate is told before the
 * first signature; each signature is checked when it comes.
 */
public final class KmsKey implements BilledKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyProtocol protocol;
    private final ServicePace pace;
    private final ServiceCalls calls;
    private final KeyCertificate certificate;
    private final KeyAlgorithm algorithm;

    private KmsKey(KeyProtocol protocol, ServicePace pace, ServiceCalls calls, KeyCertificate certificate) {
        this.protocol = protocol;
        this.pace = pace;
        this.calls = calls;
        this.certificate = certificate;
        this.algorithm = KeyAlgorithm.of(certificate.signer().getPublicKey()).orElseThrow();
    }

    /**
     * Learns the public key, unless the build knows it, and finds its certificate.
     *
     * @param given the certificates of the file
     * @param pace shared by all of the build that ask the same service
     * @param known where the certificate may be already
     * @throws CloudException if the key cannot sign, or none of the certificates is the key's
     */
    public static KmsKey open(
            KeyProtocol protocol,
            List<X509Certificate> given,
            ServiceSignIn signIn,
            HttpExchange http,
            ServicePace pace,
            FetchedChain known)
            throws CloudException, InterruptedException {
        KmsDiagnosis diagnosis = new KmsDiagnosis(protocol.place(), protocol.refusals(), pace.clock());
        ServiceCalls calls = new ServiceCalls(signIn, http, diagnosis, pace.clock());
        KeyCertificate certificate = known.get(() -> {
            ToldKey told = protocol.describe(request -> ask(protocol.place(), request, calls, pace));
            return certificate(protocol.place(), told, given);
        });
        return new KmsKey(protocol, pace, calls, certificate);
    }

    private static KeyCertificate certificate(KeyPlace place, ToldKey told, List<X509Certificate> given)
            throws CloudException {
        if (KeyAlgorithm.of(told.publicKey()).isEmpty()) {
            throw refused(KmsProblems.keyType(place, told.publicKey().getAlgorithm()));
        }
        X509Certificate signer =
                CertificatePath.ofKey(told.publicKey(), given).orElseThrow(() -> refused(KmsProblems.otherKey(place)));
        return new KeyCertificate(told.keyId(), CertificatePath.from(signer, given));
    }

    private static JsonNode ask(KeyPlace place, ServiceRequest request, ServiceCalls calls, ServicePace pace)
            throws CloudException, InterruptedException {
        try (ServicePermit turn = ServicePermit.enter(pace, KeyPlace.LIMIT)) {
            JsonNode answer = json(place, calls.ask(request, turn));
            turn.succeeded();
            return answer;
        } catch (RestException e) {
            throw refused(KmsProblems.resting(place, e.rest()));
        }
    }

    private static JsonNode json(KeyPlace place, HttpExchange.Answer answer) throws CloudException {
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // Told below: not the service's answer.
        }
        throw refused(KmsProblems.unreadable(place, "HTTP " + answer.status() + " without a JSON object"));
    }

    /** @throws CloudException if the key signs no such digests */
    public void requireDigest(DigestAlgorithm digest) throws CloudException {
        Optional<DigestAlgorithm> only = protocol.onlyDigest(certificate.keyId(), algorithm);
        if (only.filter(bound -> bound != digest).isPresent()) {
            throw refused(KmsProblems.digest(protocol.place(), only.get(), digest));
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
        try (ServicePermit turn = ServicePermit.enter(pace, KeyPlace.LIMIT)) {
            Optional<byte[]> signature = once(digestAlgorithm, digest, turn);
            if (signature.isEmpty()) {
                signature = once(digestAlgorithm, digest, turn); // spoilt on the way, or of another key
            }
            if (signature.isEmpty()) {
                throw refused(KmsProblems.wrongSignature(
                        protocol.place(), "two answers did not match the digest and the certificate"));
            }
            turn.succeeded();
            return new SignedDigest(signature.get(), certificate.chain(), "");
        } catch (RestException e) {
            throw refused(KmsProblems.resting(protocol.place(), e.rest()));
        }
    }

    /** Empty if what came does not fit. */
    private Optional<byte[]> once(DigestAlgorithm digestAlgorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        ServiceRequest request = protocol.signing(certificate.keyId(), algorithm, digestAlgorithm, digest);
        JsonNode answer = json(protocol.place(), calls.submit(request, turn));
        return protocol.signature(answer).filter(signature -> fits(digestAlgorithm, digest, signature));
    }

    private boolean fits(DigestAlgorithm digestAlgorithm, byte[] digest, byte[] signature) {
        try {
            return KeySignature.verifies(certificate.signer().getPublicKey(), digestAlgorithm, digest, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public int spent() {
        return calls.taken();
    }

    private static CloudException refused(Problem problem) {
        return new CloudException(problem, false);
    }
}
