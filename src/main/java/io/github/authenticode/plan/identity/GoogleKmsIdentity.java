package io.github.authenticode.plan.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A version of a key in Google Cloud KMS.
 *
 * @param keyVersion {@code projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/1}
 * @param endpoint without a trailing slash: {@code https://cloudkms.googleapis.com}
 * @param certificateFile the certificate of the key, and those above it
 * @param credentialsFile the key file of a service account; absent means the metadata server
 */
public record GoogleKmsIdentity(String keyVersion, URI endpoint, Path certificateFile, Optional<Path> credentialsFile)
        implements KmsIdentity {
    public GoogleKmsIdentity {
        RequiredText.check("keyVersion", keyVersion);
    }

    @Override
    public List<String> signer() {
        return List.of(endpoint.toString(), keyVersion, certificateFile.toString());
    }

    @Override
    public String element() {
        return "googleKms";
    }
}
