package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.vault.VaultConnection;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import io.github.authenticode.plan.identity.Identity;

/** HashiCorp Vault. */
record HashicorpVaultService(CloudSettings settings) implements SigningService {
    @Override
    public Fit fit(Identity identity, boolean windows) {
        return identity instanceof HashicorpVaultIdentity ? Fit.BEST : Fit.NONE;
    }

    @Override
    public ServiceKey open(Identity identity, DigestAlgorithm digest)
            throws ProblemException, CloudException, InterruptedException {
        HashicorpVaultIdentity kms = (HashicorpVaultIdentity) identity;
        VaultConnection connection = new VaultConnection(settings);
        OpenedKey opened = given -> connection.key(kms, given);
        return opened.of(kms, kms.certificateFile(), digest, settings, connection::close);
    }
}
