package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.concurrent.SingleFlight;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that one certificate profile has made in one build, shared by all of its modules and executions.
 * Signatures are metered, and what is signed is a digest of the file and of the options alone: a file that is tried
 * again since its timestamp failed or the certificate was renewed, or that is timestamped elsewhere in another
 * execution, needs no second signature.
 *
 * <p>A NuGet package is the exception: its signed attributes hold the time.
 */
public final class SignatureLedger {
    private final SingleFlight<Entry, SignedDigest> signatures = new SingleFlight<>();
    private volatile @Nullable List<X509Certificate> latestChain;

    /** @param digest hexadecimal */
    private record Entry(DigestAlgorithm algorithm, String digest) {}

    /** The chain of the newest signature, if there is one. */
    Optional<List<X509Certificate>> latestChain() {
        return Optional.ofNullable(latestChain);
    }

    /** The signature, from the ledger if it is there; who asks for one that is on its way waits for it. */
    SingleFlight.Result<SignedDigest> sign(RemoteKey key, DigestAlgorithm algorithm, byte[] digest)
            throws CloudException, InterruptedException {
        return signatures.get(new Entry(algorithm, HexFormat.of().formatHex(digest)), () -> {
            SignedDigest signed = key.sign(algorithm, digest);
            latestChain = signed.chain();
            return signed;
        });
    }
}
