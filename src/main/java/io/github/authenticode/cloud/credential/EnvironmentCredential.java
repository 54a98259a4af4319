package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import io.github.authenticode.plan.text.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service principal in environment variables, by the names that all of Azure's libraries share; a secret goes first.
 */
record EnvironmentCredential(EntraTokens entra, CredentialHost host) implements Credential {
    static final String TENANT = "AZURE_TENANT_ID";
    static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String SECRET = "AZURE_CLIENT_SECRET";
    private static final String CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";
    private static final String PASSWORD = "AZURE_CLIENT_CERTIFICATE_PASSWORD";

    @Override
    public String name() {
        return "EnvironmentCredential";
    }

    @Override
    public Attempt attempt() throws CloudException, InterruptedException {
        Optional<Proof> proof = proof();
        String missing = Stream.of(
                        host.variable(TENANT).isPresent() ? "" : TENANT,
                        host.variable(CLIENT).isPresent() ? "" : CLIENT,
                        proof.isPresent() ? "" : SECRET + " or " + CERTIFICATE)
                .filter(m -> !m.isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() || proof.isEmpty()) {
            return Attempt.unavailable(
                    "the environment lacks " + missing + ".", "Set these variables in the environment of the build.");
        }
        ServicePrincipal principal = new ServicePrincipal(
                host.variable(TENANT).orElseThrow(), host.variable(CLIENT).orElseThrow(), proof.get());
        return new PrincipalCredential(name(), principal, entra, host).attempt();
    }

    private Optional<Proof> proof() {
        return host.variable(SECRET)
                .<Proof>map(s -> new Proof.ClientSecret(Secret.of(s)))
                .or(() -> host.variable(CERTIFICATE)
                        .map(file -> new Proof.ClientCertificate(
                                Path.of(file), host.variable(PASSWORD).map(Secret::of))));
    }
}
