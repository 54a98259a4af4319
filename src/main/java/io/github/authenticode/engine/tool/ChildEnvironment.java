package io.github.authenticode.engine.tool;

import io.github.authenticode.plan.Secret;
import io.github.authenticode.plan.ServicePrincipal;
import io.github.authenticode.plan.ServicePrincipal.Proof;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a service principal reaches the client library: through the child's environment, where no other user of the machine
 * can read it. Every other variable that the library's EnvironmentCredential knows is taken away, since a client secret left
 * over in the environment would win over a certificate.
 */
final class ChildEnvironment {
    private static final List<String> CREDENTIAL_VARIABLES = List.of(
            "AZURE_TENANT_ID",
            "AZURE_CLIENT_ID",
            "AZURE_CLIENT_SECRET",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "AZURE_CLIENT_CERTIFICATE_PASSWORD",
            "AZURE_USERNAME",
            "AZURE_PASSWORD",
            "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_TOKEN_CREDENTIALS");

    private ChildEnvironment() {}

    /** The changes to the environment; none without a service principal, so that the ambient identity signs. */
    static Map<String, Optional<Secret>> of(Optional<ServicePrincipal> credential) {
        Map<String, Optional<Secret>> environment = new HashMap<>();
        credential.ifPresent(principal -> {
            CREDENTIAL_VARIABLES.forEach(name -> environment.put(name, Optional.empty()));
            environment.put("AZURE_TENANT_ID", plain(principal.tenantId()));
            environment.put("AZURE_CLIENT_ID", plain(principal.clientId()));
            if (principal.proof() instanceof Proof.ClientSecret secret) {
                environment.put("AZURE_CLIENT_SECRET", Optional.of(secret.value()));
            } else if (principal.proof() instanceof Proof.ClientCertificate certificate) {
                environment.put("AZURE_CLIENT_CERTIFICATE_PATH", plain(Signtool.absolute(certificate.file())));
                environment.put("AZURE_CLIENT_CERTIFICATE_PASSWORD", certificate.password());
            }
        });
        return environment;
    }

    private static Optional<Secret> plain(String value) {
        return Optional.of(Secret.of(value));
    }
}
