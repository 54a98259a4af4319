package io.github.authenticode.maven.identity.azure;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.maven.identity.IdentityElement;
import io.github.authenticode.plan.identity.Identity;
import java.io.File;
import java.util.List;
import java.util.Optional;
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
public final class ArtifactSigning extends AzureSignIn implements IdentityElement {
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

    /**
     * Version of the service's interface. Default: {@code 2022-06-15-preview}, which Microsoft's own client uses.
     * Engine: embedded.
     */
    @Nullable
    String apiVersion;

    /** A ready metadata.json. Default: what the environment variable ACS_JSON names. */
    @Nullable
    File metadataFile;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        ArtifactSigningInput.Checked checked = new ArtifactSigningInput(
                        text(region),
                        text(endpoint),
                        text(account),
                        text(certificateProfile),
                        text(correlationId),
                        excludeCredentials,
                        allowCustomEndpoint,
                        readCredential("artifactSigning", reading),
                        IdentityReading.path(metadataFile)
                                .or(() -> reading.credentials()
                                        .environment("ACS_JSON")
                                        .map(File::new)
                                        .map(File::toPath)),
                        text(apiVersion))
                .check();
        checked.problems().forEach(reading.findings()::add);
        checked.warnings().forEach(reading.warnings());
        return checked.identity().map(Identity.class::cast);
    }

    @Override
    public List<String> timestampAuthorities() {
        return Timestamp.AZURE_URLS;
    }

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

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public void setMetadataFile(File metadataFile) {
        this.metadataFile = metadataFile;
    }
}
