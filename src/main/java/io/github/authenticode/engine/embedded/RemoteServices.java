package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.artifactsigning.ArtifactSigningClient;
import io.github.authenticode.cloud.credential.AzureConnection;
import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.cloud.keyvault.KeyVaultClient;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The services whose keys sign in this engine, one method for each. */
final class RemoteServices {
    private final DigestAlgorithm digest;
    private final AzureSettings azure;

    private RemoteServices(DigestAlgorithm digest, AzureSettings azure) {
        this.digest = digest;
        this.azure = azure;
    }

    /**
     * Opens the key of an identity that a service holds.
     *
     * @param digest of what will be signed
     * @throws ProblemException if it cannot sign, as far as that shows without a signature
     */
    static RemoteKeys open(Identity identity, DigestAlgorithm digest, AzureSettings azure)
            throws ProblemException, InterruptedException {
        RemoteServices services = new RemoteServices(digest, azure);
        return identity instanceof KeyVaultIdentity vault
                ? services.vault(vault)
                : services.profile((ArtifactSigningIdentity) identity);
    }

    /** A certificate profile of Azure Artifact Signing. Nothing is asked of it before the first file. */
    private RemoteKeys profile(ArtifactSigningIdentity identity) {
        AzureConnection connection = azure.connect();
        ArtifactSigningClient client = connection.signing(identity);
        DeduplicatingKey key = new DeduplicatingKey(client, azure.memory().ledger(identity));
        return new RemoteKeys(key, client::spent, client.correlationId(), connection::close);
    }

    /** A vault tells its certificate for nothing, so that it is asked at once. */
    private RemoteKeys vault(KeyVaultIdentity identity) throws ProblemException, InterruptedException {
        Optional<Path> file = identity.chainFile();
        List<X509Certificate> given = file.isPresent() ? CertificateFile.readChain(file.get()) : List.of();
        AzureConnection connection = azure.connect();
        boolean open = false;
        try {
            KeyVaultClient client = connection.vault(identity, given);
            client.requireDigest(digest);
            DeduplicatingKey key = new DeduplicatingKey(client, azure.memory().ledger(identity));
            open = true;
            return new RemoteKeys(key, client::spent, client.correlationId(), connection::close);
        } catch (CloudException e) {
            throw new ProblemException(e.problem());
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }
}
