package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.concurrent.SingleFlight;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote key that has nothing signed twice in one build, and counts what that saves. */
public final class DeduplicatingKey implements RemoteKey {
    /** The service tells its certificate only together with a signature; so something has to be signed to learn it. */
    private static final byte[] NOTHING = new byte[32];

    private final RemoteKey key;
    private final SignatureLedger ledger;
    private final AtomicInteger reused = new AtomicInteger();

    public DeduplicatingKey(RemoteKey key, SignatureLedger ledger) {
        this.key = key;
        this.ledger = ledger;
    }

    @Override
    public SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException {
        SingleFlight.Result<SignedDigest> answer = ledger.sign(key, algorithm, digest);
        if (answer.reused()) {
            reused.incrementAndGet();
        }
        return answer.value();
    }

    @Override
    public void begin() {
        key.begin();
    }

    /** Signs what this file had signed already, with another certificate in mind: nothing new, and nothing saved. */
    public SignedDigest signAgain(DigestAlgorithm algorithm, byte[] digest)
            throws CloudException, InterruptedException {
        return ledger.sign(key, algorithm, digest).value();
    }

    /** The chain of the newest signature of the build, if there is one. */
    public Optional<List<X509Certificate>> knownChain() {
        return ledger.latestChain();
    }

    /** The chain that signs now, its signing certificate first; costs one signature if it is not known yet. */
    public List<X509Certificate> chain() throws CloudException, InterruptedException {
        Optional<List<X509Certificate>> known = knownChain();
        if (known.isPresent()) {
            return known.get();
        }
        return ledger.sign(key, DigestAlgorithm.SHA256, NOTHING).value().chain();
    }

    /** How many signatures were at hand already. */
    public int reused() {
        return reused.get();
    }
}
