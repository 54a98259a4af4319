package io.github.authenticode.maven;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate profile of Azure Artifact Signing (formerly Trusted Signing), signed with by signtool and Azure's dlib.
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

    /** The settings.xml server with the client id as username, the client secret as password, {@code <tenantId>} in its configuration. */
    @Nullable
    String serverId;

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

    public void setMetadataFile(File metadataFile) {
        this.metadataFile = metadataFile;
    }
}
