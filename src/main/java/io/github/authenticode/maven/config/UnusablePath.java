package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.plan.text.PathText;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text that is no path on this machine: on Windows for a character that no name may have, elsewhere for a letter that
 * the locale of the build cannot write, as under {@code LC_ALL=C} every one beyond ASCII.
 */
public final class UnusablePath {
    private UnusablePath() {}

    /** @param element where it stands, as XML */
    private static Problem in(String element, String text, InvalidPathException reason) {
        return problem(element + ": \"" + text + "\"", text, reason);
    }

    /** Wherever it stands. */
    public static Problem of(InvalidPathException reason) {
        return problem("\"" + reason.getInput() + "\"", reason.getInput(), reason);
    }

    /** The path of a file that an element names; a finding if it is none. */
    public static Optional<Path> of(File file, String element, ConfigurationProblems findings) {
        try {
            return Optional.of(file.toPath());
        } catch (InvalidPathException e) {
            findings.add(in(element, file.getPath(), e));
            return Optional.empty();
        }
    }

    /** The path that a text in an element names; a finding if it is none. */
    public static Optional<Path> resolve(Path folder, String text, String element, ConfigurationProblems findings) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            findings.add(in(element, text, e));
            return Optional.empty();
        }
    }

    private static Problem problem(String what, String text, InvalidPathException reason) {
        boolean locale =
                text.chars().anyMatch(c -> c > 0x7F) && !PathText.encoding().equals(StandardCharsets.UTF_8);
        return Problem.of(
                        ConfigurationProblem.PATH_UNUSABLE,
                        what + " cannot be the name of a file "
                                + (locale
                                        ? "in the locale of this build, whose encoding is " + PathText.encoding() + "."
                                        : "on this machine."),
                        locale
                                ? "Run the build in a locale with UTF-8, for example with LC_ALL=C.UTF-8."
                                : "Correct it.")
                .withEvidence(reason.getReason());
    }
}
