package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.AzureCredential;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A certificate profile of Azure Artifact Signing (formerly Trusted Signing); the key never leaves Azure.
 *
 * @param endpoint of the account's region, without a trailing slash: {@code https://weu.codesigning.azure.net}
 * @param account the Artifact Signing account's name
 * @param certificateProfile the profile's name
 * @param correlationId shown in Azure's logs; the client makes one if absent
 * @param excludeCredentials kinds of Azure credential that must not be tried: {@code ManagedIdentityCredential}
 * @param credential the one identity that may sign; absent means whatever the machine offers
 * @param metadataFile the user's ready metadata file that the values above were read from; its other fields are
 * kept
 * @param apiVersion of the service's interface, {@code 2023-06-15-preview}; absent for the one that is known to
 * work
 */
public record ArtifactSigningIdentity(
        URI endpoint,
        String account,
        String certificateProfile,
        Optional<String> correlationId,
        List<String> excludeCredentials,
        Optional<AzureCredential> credential,
        Optional<Path> metadataFile,
        Optional<String> apiVersion)
        implements Identity {
    /** What goes into the header of a request. */
    public static final Pattern CORRELATION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** What a version of an interface of Azure looks like. */
    public static final Pattern API_VERSION = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-[a-z]+)?");

    public ArtifactSigningIdentity {
        excludeCredentials = List.copyOf(excludeCredentials);
        RequiredText.check("endpoint", endpoint.toString());
        RequiredText.check("account", account);
        RequiredText.check("certificateProfile", certificateProfile);
        apiVersion.ifPresent(version -> {
            if (!API_VERSION.matcher(version).matches()) {
                throw new IllegalArgumentException("apiVersion must be a date, with or without -preview: " + version);
            }
        });
        if (endpoint.toString().endsWith("/")) {
            throw new IllegalArgumentException("endpoint must not end with a slash: " + endpoint);
        }
    }

    @Override
    public boolean isCertificateKnown() {
        return false;
    }

    @Override
    public boolean isService() {
        return true;
    }

    @Override
    public Optional<AzureCredential> azureCredential() {
        return credential;
    }

    /** Who signs in makes no difference to a signature. */
    @Override
    public List<String> signer() {
        return List.of(endpoint.toString(), account, certificateProfile);
    }

    @Override
    public List<String> service() {
        return List.of(endpoint.toString(), account);
    }

    @Override
    public Optional<SignerTraits> signerTraits() {
        // In every certificate of its public trust (Microsoft Learn, "Artifact Signing certificate management").
        return Optional.of(new SignerTraits(Optional.empty(), Optional.empty(), Optional.of("1.3.6.1.4.1.311.97.")));
    }

    @Override
    public String element() {
        return "artifactSigning";
    }
}
