package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.cloud.kms.KmsKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Identity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** The opening of a key whose service has no certificates, as it is alike for all of them. */
@FunctionalInterface
interface OpenedKey {
    /** @param given the certificates of the file */
    KmsKey key(List<X509Certificate> given) throws CloudException, InterruptedException;

    /** @param closing gives back what the service needs, also when the key is not opened */
    default ServiceKey of(
            Identity identity, Path certificateFile, DigestAlgorithm digest, CloudSettings settings, Runnable closing)
            throws ProblemException, CloudException, InterruptedException {
        boolean open = false;
        try {
            KmsKey key = key(CertificateFile.readChain(certificateFile));
            key.requireDigest(digest);
            open = true;
            return new ServiceKey(
                    new DeduplicatingKey(key, settings.memory().ledger(identity)),
                    key::spent,
                    settings.memory().correlationId(),
                    closing);
        } finally {
            if (!open) {
                closing.run();
            }
        }
    }
}
