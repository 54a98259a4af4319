package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.cloud.key.RemoteKey;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.engine.ServiceUse;
import io.github.authenticode.engine.embedded.service.ServiceKey;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A key in a service. Its certificate is learnt with the first files that really are to be signed, and may be another
 * one from one file to the next: a signature that comes with another certificate than the file was prepared for ends
 * that try.
 */
final class RemoteKeys implements FileKeys {
    /** A package names its publisher, which must be the signer; a NuGet package signs the certificate. */
    private static final Set<FileFormat> NEEDS_CERTIFICATE = Set.of(FileFormat.APPX, FileFormat.NUGET);

    private final ServiceKey opened;
    private final DeduplicatingKey service;
    private final ConcurrentMap<List<X509Certificate>, Certificate[]> completed = new ConcurrentHashMap<>();
    private volatile @Nullable CloudException refusal;

    RemoteKeys(ServiceKey opened) {
        this.opened = opened;
        this.service = opened.key();
    }

    /**
     * A service may tell its certificate only together with a signature. Then the first files are prepared for a
     * stand-in, and signed anew once a signature has come with the true one: it is the same signature, since most
     * formats do not sign their certificate. Those that do cost a signature to learn it. A service that refused for
     * good is not asked again.
     */
    @Override
    public FileKey take(FileFormat format) throws CloudException, InterruptedException {
        CloudException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        Optional<List<X509Certificate>> known = service.knownChain();
        if (known.isEmpty() && !NEEDS_CERTIFICATE.contains(format)) {
            service.begin();
            return key(List.of(NotKnownYet.SIGNER), service);
        }
        try {
            return key(service.chain(), service);
        } catch (CloudException e) {
            throw noted(e);
        }
    }

    /** Made while the service is signed in to. */
    private static final class NotKnownYet {
        private static final X509Certificate SIGNER = PlaceholderCertificates.signer();
    }

    /** For the certificate that the signature came with: it is in the ledger, and costs nothing a second time. */
    @Override
    public FileKey takeAfter(RenewedException renewed) {
        return key(renewed.chain(), service::signAgain);
    }

    /** A refusal of one file is no word on the others once the service has signed anything. */
    private CloudException noted(CloudException e) {
        if (e.isRefusal() && !service.hasSigned()) {
            refusal = e;
        }
        return e;
    }

    private FileKey key(List<X509Certificate> chain, RemoteKey remote) {
        X509Certificate expected = chain.get(0);
        List<String> operations = new CopyOnWriteArrayList<>();
        RemoteSignatures signatures = new RemoteSignatures(algorithm(), (algorithm, digest) -> {
            SignedDigest signed = sign(remote, algorithm, digest);
            if (!signed.chain().get(0).equals(expected)) {
                throw new RenewedException(signed.chain());
            }
            if (!signed.operationId().isEmpty()) {
                operations.add(signed.operationId());
            }
            return signed.signature();
        });
        return new FileKey(
                signatures.key(),
                expected,
                completed.computeIfAbsent(chain, OfflineChain::of),
                Optional.of(signatures),
                operations);
    }

    /** A service that tells its certificate only together with a signature has RSA keys alone. */
    private String algorithm() {
        return service.certificates()
                .map(chain -> chain.get(0).getPublicKey().getAlgorithm())
                .orElse("RSA");
    }

    private SignedDigest sign(RemoteKey remote, DigestAlgorithm algorithm, byte[] digest) throws SignatureException {
        try {
            return remote.sign(algorithm, digest);
        } catch (CloudException e) {
            throw new SignatureException(noted(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignatureException(e);
        }
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return service.certificates().map(chain -> chain.get(0));
    }

    @Override
    public List<X509Certificate> chain() {
        return service.certificates().orElse(List.of());
    }

    @Override
    public boolean areRemote() {
        return true;
    }

    @Override
    public void close() {
        opened.closing().run();
    }

    @Override
    public Optional<ServiceUse> serviceUse() {
        return Optional.of(new ServiceUse(opened.correlationId(), opened.spent().getAsInt(), service.reused()));
    }
}
