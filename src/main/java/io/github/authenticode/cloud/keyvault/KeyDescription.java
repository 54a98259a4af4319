package io.github.authenticode.cloud.keyvault;

import io.github.authenticode.cloud.key.CertificatePath;
import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.key.KeyCertificate;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.pem.PemBlocks;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate and the key that a vault tells of, if they are good for signing code.
 *
 * @param given where the certificate of a key in a managed HSM is
 */
record KeyDescription(VaultAccess access, List<X509Certificate> given) {

    KeyCertificate of(VaultObject told) throws CloudException {
        require(told.enabled(), VaultProblems.disabled(access));
        if (!told.isForCode()) {
            throw refused(VaultProblems.keyType(access, told.kind().orElse("")));
        }
        require(told.operations().isEmpty() || told.operations().contains("sign"), VaultProblems.keyOperation(access));
        X509Certificate signer = access.service().hasKeysAlone() ? inFile(told) : inVault(told);
        if (KeyAlgorithm.of(signer.getPublicKey()).isEmpty()) {
            throw refused(VaultProblems.keyType(
                    access, told.kind().orElse(signer.getPublicKey().getAlgorithm())));
        }
        return new KeyCertificate(told.keyId(), List.of(signer));
    }

    private X509Certificate inVault(VaultObject told) throws CloudException {
        if (told.certificate().isEmpty()) {
            throw refused(VaultProblems.pending(access));
        }
        try {
            return PemBlocks.certificates(told.certificate().get()).get(0);
        } catch (CertificateException | IOException | RuntimeException e) {
            throw refused(VaultProblems.unreadable(access, "what came as its certificate is none"));
        }
    }

    private X509Certificate inFile(VaultObject told) throws CloudException {
        try {
            return CertificatePath.ofKey(told.publicKey(), given)
                    .orElseThrow(() -> refused(VaultProblems.noCertificate(access)));
        } catch (GeneralSecurityException e) {
            throw refused(VaultProblems.unreadable(access, "what came as its key is none"));
        }
    }

    private static void require(boolean condition, Problem otherwise) throws CloudException {
        if (!condition) {
            throw refused(otherwise);
        }
    }

    private static CloudException refused(Problem problem) {
        return new CloudException(problem, false);
    }
}
