package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.credential.AzureConnection;
import io.github.authenticode.cloud.keyvault.KeyVaultClient;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Azure Key Vault and managed HSM. A vault tells its certificate for nothing, so that it is asked at once. */
record KeyVaultService(CloudSettings settings) implements SigningService {
    @Override
    public Fit fit(Identity identity, boolean windows) {
        return identity instanceof KeyVaultIdentity ? Fit.BEST : Fit.NONE;
    }

    @Override
    public ServiceKey open(Identity identity, DigestAlgorithm digest)
            throws ProblemException, CloudException, InterruptedException {
        KeyVaultIdentity vault = (KeyVaultIdentity) identity;
        Optional<Path> file = vault.chainFile();
        List<X509Certificate> given = file.isPresent() ? CertificateFile.readChain(file.get()) : List.of();
        AzureConnection connection = new AzureConnection(settings);
        return ServiceKey.of(identity, settings, connection::close, () -> {
            KeyVaultClient client = connection.vault(vault, given);
            client.requireDigest(digest);
            return client;
        });
    }
}
