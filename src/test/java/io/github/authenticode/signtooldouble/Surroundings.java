package io.github.authenticode.signtooldouble;

import io.github.authenticode.signtooldouble.certificate.CertificateStore;
import io.github.authenticode.signtooldouble.sign.Misbehaviour;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings that the double reads beside its command line.
 *
 * @param environment {@code SIGNTOOL_DOUBLE_STORE} is the {@link CertificateStore} folder and must be set;
 *     {@code SIGNTOOL_DOUBLE_MISBEHAVE} names a {@link Misbehaviour}; {@code SIGNTOOL_DOUBLE_LOG} is a file for the
 * {@link CallLog}; {@code SIGNTOOL_DOUBLE_AMBIENT_IDENTITY=true} lets a dlib sign without the {@code AZURE_…} variables
 */
public record Surroundings(Map<String, String> environment, Path workingFolder, Clock clock) {

    public CertificateStore store() {
        return new CertificateStore(storeFolder());
    }

    public Path storeFolder() {
        return Path.of(variable("SIGNTOOL_DOUBLE_STORE")
                .orElseThrow(() -> new IllegalStateException(
                        "SIGNTOOL_DOUBLE_STORE is not set; point it at a folder of certificates")));
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
    }
}
