package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.credential.entra.ClientCertificate;
import io.github.authenticode.cloud.credential.entra.ClientCertificateFile;
import io.github.authenticode.cloud.credential.entra.ClientProof;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.identity.account.ServicePrincipal.Proof;
import java.util.UUID;

/** An application with a secret or a certificate of its own. */
record PrincipalCredential(String name, ServicePrincipal principal, EntraTokens entra, CredentialHost host)
        implements Credential {
    /** Whether the certificate itself goes along; the name is that of Azure's libraries. */
    private static final String SEND_CERTIFICATE = "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN";

    @Override
    public Attempt attempt() throws CloudException, InterruptedException {
        Application application = new Application(principal.tenantId(), principal.clientId());
        return new Attempt.Granted(entra.exchange(application, proof()));
    }

    private ClientProof proof() throws CloudException {
        if (principal.proof() instanceof Proof.ClientCertificate certificate) {
            ClientCertificateFile.Content content =
                    new ClientCertificateFile(certificate.file(), certificate.password()).read();
            boolean sends = host.variable(SEND_CERTIFICATE)
                    .filter(v -> v.equals("1") || v.equalsIgnoreCase("true"))
                    .isPresent();
            return new ClientProof.Certificate(new ClientCertificate(
                    content.key(),
                    content.certificates().get(0),
                    sends,
                    host.clock(),
                    () -> UUID.randomUUID().toString()));
        }
        return new ClientProof.Password(((Proof.ClientSecret) principal.proof()).value());
    }
}
