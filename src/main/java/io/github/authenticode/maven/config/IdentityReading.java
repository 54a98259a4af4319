package io.github.authenticode.maven.config;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings in which an identity element is read.
 *
 * @param credentials settings.xml servers and environment variables
 * @param warnings told what may be right all the same
 * @param userHome the user's folder
 * @param findings told what is wrong
 */
public record IdentityReading(
        Credentials credentials, Consumer<String> warnings, Path userHome, ConfigurationProblems findings) {

    /** A value that is there and not blank. */
    public static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(String::trim).filter(v -> !v.isEmpty());
    }

    /** The same, whose absence is a finding. */
    public Optional<String> required(String element, @Nullable String value, String example) {
        if (text(value).isEmpty()) {
            findings.invalid(element, "it is missing.", example);
        }
        return text(value);
    }

    /** The path of a file that the user may name. */
    public static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
