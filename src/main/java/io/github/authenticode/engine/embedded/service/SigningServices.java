package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.aws.AwsKeys;
import io.github.authenticode.cloud.google.GoogleKeys;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.vault.VaultKeys;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.identity.AwsKmsIdentity;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import io.github.authenticode.plan.identity.HashicorpVaultIdentity;
import io.github.authenticode.plan.identity.Identity;
import java.util.Comparator;
import java.util.List;

/** The list of the services whose keys sign in this engine. A new one is named here and nowhere else. */
public final class SigningServices {
    private final List<SigningService> services;

    public SigningServices(CloudSettings settings) {
        services = List.of(
                new ArtifactSigningService(settings),
                new KeyVaultService(settings),
                new DigiCertService(settings),
                new KmsService<>(AwsKmsIdentity.class, AwsKeys::open, settings),
                new KmsService<>(HashicorpVaultIdentity.class, VaultKeys::open, settings),
                new KmsService<>(GoogleKmsIdentity.class, GoogleKeys::open, settings));
    }

    /**
     * How well the best of them suits the identity.
     *
     * @param windows whether this machine runs Windows, where a service's own program may be the usual way
     */
    public Fit fit(Identity identity, boolean windows) {
        return services.stream()
                .map(service -> service.fit(identity, windows))
                .max(Comparator.naturalOrder())
                .orElse(Fit.NONE);
    }

    /**
     * Opens the key of an identity that fits one of them.
     *
     * @param digest of what will be signed
     * @throws ProblemException if it cannot sign, as far as that shows without a signature
     */
    public ServiceKey open(Identity identity, DigestAlgorithm digest) throws ProblemException, InterruptedException {
        for (SigningService service : services) {
            if (service.fit(identity, false) != Fit.NONE) {
                try {
                    return service.open(identity, digest);
                } catch (CloudException e) {
                    throw new ProblemException(e.problem());
                }
            }
        }
        throw new IllegalArgumentException("No service holds the key of <" + identity.element() + ">.");
    }
}
