package io.github.authenticode.maven.identity.cloud;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.identity.IdentityElement;
import io.github.authenticode.plan.identity.GoogleKmsIdentity;
import io.github.authenticode.plan.identity.Identity;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a key in Google Cloud KMS.
 *
 * <pre>{@code
 * <googleKms>
 *   <keyVersion>projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1</keyVersion>
 *   <certificateFile>code-signing.pem</certificateFile>
 *   <credentialsFile>service-account.json</credentialsFile>
 * </googleKms>
 * }</pre>
 */
public final class GoogleKms implements IdentityElement {
    private static final String EXAMPLE = "<keyVersion>projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"
            + "/cryptoKeyVersions/1</keyVersion>";
    private static final Pattern VERSION = Pattern.compile("projects/[a-z0-9.:-]+/locations/[a-z0-9-]+"
            + "/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+/cryptoKeyVersions/[0-9]+");
    private static final String USUAL = "https://cloudkms.googleapis.com";

    /** The resource name of one version of the key. */
    @Nullable
    String keyVersion;

    /** The key's certificate and the intermediates, PEM or PKCS#7. */
    @Nullable
    File certificateFile;

    /** The key file of a service account. Default: GOOGLE_APPLICATION_CREDENTIALS, else the metadata server. */
    @Nullable
    File credentialsFile;

    /** The address of KMS. Default: https://cloudkms.googleapis.com. */
    @Nullable
    String endpoint;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> name = reading.required("<googleKms><keyVersion>", keyVersion, EXAMPLE);
        if (name.filter(n -> !VERSION.matcher(n).matches()).isPresent()) {
            reading.findings()
                    .invalid(
                            "<googleKms><keyVersion>",
                            "\"" + name.get() + "\" is no resource name of a version of a key.",
                            EXAMPLE);
            return Optional.empty();
        }
        Optional<URI> address = ServiceAddress.read(
                "<googleKms><endpoint>",
                text(endpoint).orElse(USUAL),
                "<endpoint>" + USUAL + "</endpoint>",
                reading.findings());
        Optional<Path> certificate = CertificatePathElement.read("googleKms", certificateFile, reading.findings());
        Optional<Path> credentials = IdentityReading.path(credentialsFile)
                .or(() -> reading.credentials()
                        .environment("GOOGLE_APPLICATION_CREDENTIALS")
                        .map(path -> new File(path).toPath()));
        return name.flatMap(
                n -> address.flatMap(a -> certificate.map(c -> new GoogleKmsIdentity(n, a, c, credentials))));
    }

    public void setKeyVersion(String keyVersion) {
        this.keyVersion = keyVersion;
    }

    public void setCertificateFile(File certificateFile) {
        this.certificateFile = certificateFile;
    }

    public void setCredentialsFile(File credentialsFile) {
        this.credentialsFile = credentialsFile;
    }

    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint;
    }
}
