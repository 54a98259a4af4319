package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A private key that never leaves its service. Safe for use by several threads. */
public interface RemoteKey {
    /**
     * Signs a digest; each call that succeeds may be billed.
     *
     * @param digest of what is signed, as long as {@code algorithm} makes it
     * @return a signature that was checked against the certificate it came with
     * @throws CloudException if the service does not sign; tries that were worth it have been made
     */
    SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException;

    /**
     * The certificate that will sign and those above it, where the service tells that without a signature. It is the
     * same for as long as this key is in use.
     */
    default Optional<List<X509Certificate>> certificates() {
        return Optional.empty();
    }

    /**
     * Begins with what the first signature would have to wait for, and returns at once. To be called when there is a
     * file to sign.
     */
    default void begin() {}
}
