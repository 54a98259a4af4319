package io.github.authenticode.maven.identity.azure;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.account.AzureCredential;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in to Azure, as far as a pom says it: elements that every identity in Azure has beside its own. Maven sets
 * fields by the names of elements, so that an element can share these with others only by being one of them.
 */
public abstract class AzureSignIn {
    /**
     * Who signs in to Azure, such as {@code githubActions}. Default: the service principal of {@code serverId}, or the
     * machine's own.
     */
    @Nullable
    String credential;

    /**
     * The settings.xml server with the client id as username, the client secret as password, {@code <tenantId>} in its
     * configuration.
     */
    @Nullable
    String serverId;

    /** The directory's id or domain. Default: the server's, or AZURE_TENANT_ID. */
    @Nullable
    String tenantId;

    /**
     * The application's id, or that of a user-assigned managed identity. Default: the server's username, or
     * AZURE_CLIENT_ID.
     */
    @Nullable
    String clientId;

    /** The service principal's certificate with its RSA key, PEM or PFX, instead of a secret. */
    @Nullable
    File certificateFile;

    /** The environment variable with the password of {@code certificateFile}. Default: the server's password. */
    @Nullable
    String certificatePasswordEnv;

    /**
     * The id of the service connection, for {@code azurePipelines}. Default: AZURESUBSCRIPTION_SERVICE_CONNECTION_ID.
     */
    @Nullable
    String serviceConnectionId;

    /** The environment variable with GitLab's id token, for {@code gitlab}. */
    @Nullable
    String idTokenEnv;

    /** The environment variable with a ready access token, for {@code token}. */
    @Nullable
    String tokenEnv;

    /** Whether somebody put a secret into the pom. */
    boolean secretGiven;

    /**
     * Who signs in; empty if the pom names nobody, so that the machine's own identity counts, or after a finding.
     *
     * @param element the name of the identity's element
     */
    final Optional<AzureCredential> readCredential(String element, IdentityReading reading) {
        if (secretGiven) {
            reading.findings()
                    .add(
                            Problem.of(
                                    ConfigurationProblem.SECRET_IN_POM,
                                    "<" + element + "> holds a secret, which a pom must not.",
                                    "Remove it, put it into a settings.xml server and name that with <serverId>, or into an"
                                            + " environment variable and name that with <certificatePasswordEnv> or <tokenEnv>."));
        }
        return new AzureCredentialReader(this, element, reading.credentials(), reading.findings()).read();
    }

    public void setServerId(String serverId) {
        this.serverId = serverId;
    }

    public void setCredential(String credential) {
        this.credential = credential;
    }

    public void setTenantId(String tenantId) {
        this.tenantId = tenantId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setCertificatePasswordEnv(String certificatePasswordEnv) {
        this.certificatePasswordEnv = certificatePasswordEnv;
    }

    public void setServiceConnectionId(String serviceConnectionId) {
        this.serviceConnectionId = serviceConnectionId;
    }

    public void setIdTokenEnv(String idTokenEnv) {
        this.idTokenEnv = idTokenEnv;
    }

    public void setTokenEnv(String tokenEnv) {
        this.tokenEnv = tokenEnv;
    }

    /** Not stored: a pom must not hold a secret. */
    public void setClientSecret(String ignored) {
        secretGiven = true;
    }

    /** Not stored: a pom must not hold a secret. */
    public void setCertificatePassword(String ignored) {
        secretGiven = true;
    }

    /** Not stored: a pom must not hold a secret. */
    public void setToken(String ignored) {
        secretGiven = true;
    }
}
