package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.AntPattern;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patterns that can match nothing, above all absolute ones: {@code ${project.build.directory}/*.exe} is one once Maven
 * has put the folder in. As an exclude it would sign what was to be left out.
 */
final class PatternCheck {
    private PatternCheck() {}

    /** Whether all patterns of a file set can match; a finding for each that cannot. */
    static boolean passes(FileSet fileSet, Path base, String element, ConfigurationProblems findings) {
        List<String> patterns = new ArrayList<>(fileSet.excludes());
        fileSet.includes().stream().filter(FileSetScan::isPattern).forEach(patterns::add);
        boolean passes = true;
        for (String pattern : patterns) {
            Optional<String> objection = AntPattern.objection(pattern);
            if (objection.isPresent()) {
                String folder =
                        fileSet.isOneText() ? "the project's, or the current one" : "<directory>, or the project's";
                findings.invalid(
                        element,
                        "The pattern \"" + pattern + "\" " + objection.get() + ": " + folder + ".",
                        example(pattern, fileSet, base));
                passes = false;
            }
        }
        return passes;
    }

    /** The same in two parts: the folder, and what is relative to it. */
    private static String example(String pattern, FileSet fileSet, Path base) {
        String unix = pattern.replace('\\', '/');
        int wildcard = unix.length();
        for (String sign : new String[] {"*", "?"}) {
            int found = unix.indexOf(sign);
            wildcard = found < 0 ? wildcard : Math.min(wildcard, found);
        }
        int slash = unix.lastIndexOf('/', wildcard - 1);
        String folder = slash > 0 ? relative(unix.substring(0, slash), base) : "target/dist";
        String rest = unix.substring(slash + 1);
        return fileSet.isOneText()
                ? (AntPattern.isAbsolute(folder) ? "target/dist" : folder) + "/" + rest
                : "<fileSet><directory>" + folder + "</directory><includes><include>" + rest
                        + "</include></includes></fileSet>";
    }

    private static String relative(String folder, Path base) {
        try {
            Path path = Path.of(folder).normalize();
            return path.startsWith(base) && !path.equals(base)
                    ? base.relativize(path).toString().replace('\\', '/')
                    : folder;
        } catch (InvalidPathException e) {
            return folder;
        }
    }
}
