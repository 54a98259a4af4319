package io.github.authenticode.cloud.key;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;

/** A private key that never leaves its service. Safe for use by several threads. */
public interface RemoteKey {
    /**
     * Signs a digest; each call that succeeds costs one metered signature.
     *
     * @param digest of what is signed, as long as {@code algorithm} makes it
     * @return a signature that was checked against the certificate it came with
     * @throws CloudException if the service does not sign; tries that were worth it have been made
     */
    SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException;

    /**
     * Begins with what the first signature would have to wait for, and returns at once. To be called when there is a
     * file to sign.
     */
    default void begin() {}
}
