package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
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
    private final ConcurrentMap<Entry, CompletableFuture<Optional<SignedDigest>>> entries = new ConcurrentHashMap<>();
    private volatile @Nullable List<X509Certificate> latestChain;

    /** @param digest hexadecimal */
    private record Entry(DigestAlgorithm algorithm, String digest) {}

    /** @param reused it was in the ledger, and cost nothing */
    record Answer(SignedDigest signature, boolean reused) {}

    /** The chain of the newest signature, if there is one. */
    Optional<List<X509Certificate>> latestChain() {
        return Optional.ofNullable(latestChain);
    }

    /** The signature, from the ledger if it is there; who asks for one that is on its way waits for it. */
    Answer sign(RemoteKey key, DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException {
        Entry entry = new Entry(algorithm, HexFormat.of().formatHex(digest));
        while (true) {
            CompletableFuture<Optional<SignedDigest>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<SignedDigest>> other = entries.putIfAbsent(entry, mine);
            if (other == null) {
                return new Answer(ask(key, entry, digest, mine), false);
            }
            Optional<SignedDigest> signature = await(other);
            if (signature.isPresent()) {
                return new Answer(signature.get(), true);
            }
            // Whoever asked was refused or interrupted: that need not be so for this one.
        }
    }

    private SignedDigest ask(
            RemoteKey key, Entry entry, byte[] digest, CompletableFuture<Optional<SignedDigest>> answer)
            throws CloudException, InterruptedException {
        Optional<SignedDigest> signature = Optional.empty();
        try {
            SignedDigest signed = key.sign(entry.algorithm(), digest);
            signature = Optional.of(signed);
            latestChain = signed.chain();
            return signed;
        } finally {
            if (signature.isEmpty()) {
                entries.remove(entry);
            }
            answer.complete(signature);
        }
    }

    private static Optional<SignedDigest> await(CompletableFuture<Optional<SignedDigest>> answer)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("It is only ever completed with a value", e);
        }
    }
}
