package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudExchanges;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KmsIdentity;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A service that holds keys and no certificates.
 *
 * @param kind of the identities whose keys it holds
 */
record KmsService<I extends KmsIdentity>(Class<I> kind, Opening<I> opening, CloudSettings settings)
        implements SigningService {
    /** The opener of a key of this service. */
    @FunctionalInterface
    interface Opening<I> {
        /** @param given the certificates of the file */
        KmsKey open(I identity, List<X509Certificate> given, CloudSettings settings, CloudExchanges exchanges)
                throws CloudException, InterruptedException;
    }

    @Override
    public Fit fit(Identity identity, boolean windows) {
        return kind.isInstance(identity) ? Fit.BEST : Fit.NONE;
    }

    @Override
    public ServiceKey open(Identity identity, DigestAlgorithm digest)
            throws ProblemException, CloudException, InterruptedException {
        I held = kind.cast(identity);
        List<X509Certificate> given = CertificateFile.readChain(held.certificateFile());
        CloudExchanges exchanges = new CloudExchanges(settings);
        return ServiceKey.of(identity, settings, exchanges::close, () -> {
            KmsKey key = opening.open(held, given, settings, exchanges);
            key.requireDigest(digest);
            return key;
        });
    }
}
