package io.github.authenticode.maven.identity;

import java.util.Locale;
import java.util.Optional;

/** A certificate's SHA-1 thumbprint as people paste it. signtool takes nothing but 40 hexadecimal digits. */
final class Thumbprint {
    private Thumbprint() {}

    /**
     * Takes out spaces, colons and the invisible mark that the Windows certificate dialog puts in front.
     *
     * @return 40 upper-case hexadecimal digits; empty if it is something else
     */
    static Optional<String> normalise(String text) {
        String digits = text.replaceAll("[\\s:\\-\\p{Cf}]", "").toUpperCase(Locale.ROOT);
        return Optional.of(digits).filter(d -> d.matches("[0-9A-F]{40}"));
    }
}
