package io.github.authenticode.maven.identity.cloud;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.IdentityReading;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificate of a key whose service has none: a file that must be there. */
final class CertificatePathElement {
    private CertificatePathElement() {}

    /** Empty after a finding. */
    static Optional<Path> read(String identity, @Nullable File file, ConfigurationProblems findings) {
        Optional<Path> path = IdentityReading.path(file);
        String fault = path.isEmpty()
                ? "it is missing; the service has keys and no certificates."
                : path.get() + " does not exist or is no file.";
        if (path.filter(Files::isRegularFile).isEmpty()) {
            findings.invalid(
                    "<" + identity + "><certificateFile>",
                    fault,
                    "<certificateFile>code-signing.pem</certificateFile>");
            return Optional.empty();
        }
        return path;
    }
}
