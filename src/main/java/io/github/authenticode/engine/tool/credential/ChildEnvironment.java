package io.github.authenticode.engine.tool.credential;

import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Ambient;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.ToolCommand;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment in which a child process finds the credential, and where no other user of the machine can read
 * it. Every other variable that the library's EnvironmentCredential knows is taken away, since a client secret left
 * over in the environment would win over a certificate.
 */
final class ChildEnvironment {
    private static final String TENANT = "AZURE_TENANT_ID";
    private static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String ASSERTION_FILE = "AZURE_FEDERATED_TOKEN_FILE";
    private static final String NARROWED = "AZURE_TOKEN_CREDENTIALS";
    private static final List<String> PROOFS = List.of(
            "AZURE_CLIENT_SECRET",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "AZURE_CLIENT_CERTIFICATE_PASSWORD",
            "AZURE_USERNAME",
            "AZURE_PASSWORD");

    private final Map<String, Optional<Secret>> changes = new HashMap<>();

    private ChildEnvironment() {}

    /**
     * The changes to the environment; none where the pom names no credential, so that the ambient identity signs.
     *
     * @param assertionFile holds a federated credential's assertion; without it, the file that the environment names
     * does
     */
    static Map<String, Optional<Secret>> of(Optional<AzureCredential> credential, Optional<Path> assertionFile) {
        ChildEnvironment environment = new ChildEnvironment();
        credential.ifPresent(c -> environment.narrowTo(c, assertionFile));
        return environment.changes;
    }

    private void narrowTo(AzureCredential credential, Optional<Path> assertionFile) {
        remove(NARROWED);
        if (credential instanceof ServicePrincipal principal) {
            PROOFS.forEach(this::remove);
            remove(ASSERTION_FILE);
            put(TENANT, principal.tenantId());
            put(CLIENT, principal.clientId());
            if (principal.proof() instanceof Proof.ClientSecret secret) {
                changes.put("AZURE_CLIENT_SECRET", Optional.of(secret.value()));
            } else if (principal.proof() instanceof Proof.ClientCertificate certificate) {
                put("AZURE_CLIENT_CERTIFICATE_PATH", ToolCommand.absolute(certificate.file()));
                changes.put("AZURE_CLIENT_CERTIFICATE_PASSWORD", certificate.password());
            }
        } else if (credential instanceof Federated federated) {
            PROOFS.forEach(this::remove);
            put(TENANT, federated.application().tenantId());
            put(CLIENT, federated.application().clientId());
            assertionFile.ifPresent(file -> put(ASSERTION_FILE, ToolCommand.absolute(file)));
        } else if (credential instanceof Ambient.ManagedIdentity managed) {
            changes.put(CLIENT, managed.clientId().map(Secret::of));
        }
    }

    private void remove(String name) {
        changes.put(name, Optional.empty());
    }

    private void put(String name, String value) {
        changes.put(name, Optional.of(Secret.of(value)));
    }
}
