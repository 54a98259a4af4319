package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.artifactsigning.ArtifactSigningClient;
import io.github.authenticode.cloud.credential.AzureConnection;
import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;

/** Azure Artifact Signing. Nothing is asked of it before the first file. */
record ArtifactSigningService(CloudSettings settings) implements SigningService {
    /** On Windows, signtool with Azure's own client library is the usual way. */
    @Override
    public Fit fit(Identity identity, boolean windows) {
        if (!(identity instanceof ArtifactSigningIdentity)) {
            return Fit.NONE;
        }
        return windows ? Fit.POSSIBLE : Fit.BEST;
    }

    @Override
    public ServiceKey open(Identity identity, DigestAlgorithm digest) {
        AzureConnection connection = new AzureConnection(settings);
        ArtifactSigningClient client = connection.signing((ArtifactSigningIdentity) identity);
        DeduplicatingKey key = new DeduplicatingKey(client, settings.memory().ledger(identity));
        return new ServiceKey(key, client::spent, client.correlationId(), connection::close);
    }
}
