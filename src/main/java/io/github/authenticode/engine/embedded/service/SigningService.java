package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Identity;

/** A service that holds keys and signs digests with them. */
interface SigningService {
    /**
     * How well this service, asked from this JVM, suits the identity.
     *
     * @param windows whether this machine runs Windows, where a service's own program may be the usual way
     */
    Fit fit(Identity identity, boolean windows);

    /**
     * Opens the key of an identity that fits.
     *
     * @param digest of what will be signed
     * @throws ProblemException if it cannot sign, as far as that shows without a signature
     * @throws CloudException if the service refuses
     */
    ServiceKey open(Identity identity, DigestAlgorithm digest)
            throws ProblemException, CloudException, InterruptedException;
}
