package io.github.authenticode.plan.identity.account;

import io.github.authenticode.plan.text.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An Entra application that signs in with a secret or with a certificate.
 *
 * @param tenantId the directory: a GUID or a domain
 * @param clientId the application's GUID
 */
public record ServicePrincipal(String tenantId, String clientId, Proof proof) implements AzureCredential {
    public ServicePrincipal {
        if (tenantId.isBlank() || clientId.isBlank()) {
            throw new IllegalArgumentException("tenantId and clientId must not be blank");
        }
    }

    @Override
    public String kind() {
        return "servicePrincipal";
    }

    /** The proof that the caller is the application. */
    public sealed interface Proof {
        /** The secret's value; not its id. */
        record ClientSecret(Secret value) implements Proof {}

        /**
         * @param file PEM or PKCS#12 with the private key
         * @param password opens the file
         */
        public record ClientCertificate(Path file, Optional<Secret> password) implements Proof {}
    }
}
