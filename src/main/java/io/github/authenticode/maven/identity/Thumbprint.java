package io.github.authenticode.maven.identity;

import io.github.authenticode.maven.config.ConfigurationProblems;
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

    /** The same; a finding if it is something else. */
    static Optional<String> read(String element, String text, ConfigurationProblems findings) {
        Optional<String> normal = normalise(text);
        if (normal.isEmpty()) {
            findings.invalid(
                    "<" + element + "><thumbprint>",
                    "\"" + text
                            + "\" is not the SHA-1 of a certificate, which has 40 hexadecimal digits: the thumbprint that Windows shows,"
                            + " not a digest of the file to sign.",
                    "<thumbprint>C1C1A0655D1075985948BFE91391408740412F7E</thumbprint>");
        }
        return normal;
    }
}
