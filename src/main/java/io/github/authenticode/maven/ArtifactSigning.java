package io.github.authenticode.maven;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate profile of Azure Artifact Signing (formerly Trusted Signing).
 *
 * <pre>{@code
 * <artifactSigning>
 *   <region>weu</region>
 *   <account>example-account</account>
 *   <certificateProfile>example-profile</certificateProfile>
 *   <serverId>azure</serverId>
 * </artifactSigning>
 * }</pre>
 */
public final class ArtifactSigning {
    /** Code or name of the account's region: {@code weu}, {@code West Europe}; or give {@code endpoint}. */
    @Nullable
    String region;

    /** The endpoint itself, instead of the region. */
    @Nullable
    String endpoint;

    /** Name of the Artifact Signing account. */
    @Nullable
    String account;

    /** Name of the certificate profile. */
    @Nullable
    String certificateProfile;

    /** Shown in Azure's logs. Default: made by the dlib. */
    @Nullable
    String correlationId;

    /** Kinds of Azure credential not to try: {@code ManagedIdentityCredential}. */
    List<String> excludeCredentials = List.of();

    /** Allows an endpoint that is no host of Azure's; it is sent the token. Default: false. */
    boolean allowCustomEndpoint = false;

    /** Who signs in to Azure, such as {@code githubActions}. Default: the service principal of {@code serverId}, or the machine's own. */
    @Nullable
    String credential;

    /** The settings.xml server with the client id as username, the client secret as password, {@code <tenantId>} in its configuration. */
    @Nullable
    String serverId;

    /** The directory's id or domain. Default: the server's, or AZURE_TENANT_ID. */
    @Nullable
    String tenantId;

    /** The application's id, or that of a user-assigned managed identity. Default: the server's username, or AZURE_CLIENT_ID. */
    @Nullable
    String clientId;

    /** The service principal's certificate with its RSA key, PEM or PFX, instead of a secret. */
    @Nullable
    File certificateFile;

    /** The environment variable with the password of {@code certificateFile}. Default: the server's password. */
    @Nullable
    String certificatePasswordEnv;

    /** The id of the service connection, for {@code azurePipelines}. Default: AZURESUBSCRIPTION_SERVICE_CONNECTION_ID. */
    @Nullable
    String serviceConnectionId;

    /** The environment variable with GitLab's id token, for {@code gitlab}. */
    @Nullable
    String idTokenEnv;

    /** The environment variable with a ready access token, for {@code token}. */
    @Nullable
    String tokenEnv;

    /** Version of the service's interface. Default: {@code 2022-06-15-preview}, which Microsoft's own client uses. Engine: embedded. */
    @Nullable
    String apiVersion;

    /** Whether somebody put a secret into the pom. */
    boolean secretGiven;

    /** A ready metadata.json. Default: what the environment variable ACS_JSON names. */
    @Nullable
    File metadataFile;

    public void setRegion(String region) {
        this.region = region;
    }

    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public void setCertificateProfile(String certificateProfile) {
        this.certificateProfile = certificateProfile;
    }

    public void setCorrelationId(String correlationId) {
        this.correlationId = correlationId;
    }

    public void setExcludeCredentials(List<String> excludeCredentials) {
        this.excludeCredentials = List.copyOf(excludeCredentials);
    }

    public void setAllowCustomEndpoint(boolean allowCustomEndpoint) {
        this.allowCustomEndpoint = allowCustomEndpoint;
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

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public void setMetadataFile(File metadataFile) {
        this.metadataFile = metadataFile;
    }
}
