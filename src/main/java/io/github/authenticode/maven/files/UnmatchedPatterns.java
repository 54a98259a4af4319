package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.plan.text.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The patterns of one file set that nothing has matched so far. A misspelt one leaves files unsigned in a build that is
 * green, so each is told of; one that the user property gives is an error, like a name of no file.
 */
final class UnmatchedPatterns {
    private final Path base;
    private final Path folder;
    private final FileSet fileSet;
    private final Set<String> includes = new LinkedHashSet<>();
    private final Set<String> excludes = new LinkedHashSet<>();
    /** As in {@link FileSetScan}: without includes case does not count. */
    private final boolean caseCounts;

    private boolean empty = true;

    UnmatchedPatterns(Path base, Path folder, FileSet fileSet) {
        this.base = base;
        this.folder = folder;
        this.fileSet = fileSet;
        fileSet.includes().stream()
                .filter(i -> FileSetScan.literal(folder, i) == null)
                .forEach(includes::add);
        excludes.addAll(fileSet.excludes());
        this.caseCounts = !fileSet.includes().isEmpty();
    }

    /** The file has been selected. */
    void taken(Path file) {
        empty = false;
        String relative = relative(file);
        includes.removeIf(pattern -> FileSetScan.isFor(pattern, relative, caseCounts));
    }

    /** The file is there. */
    void seen(Path file) {
        String relative = relative(file);
        excludes.removeIf(pattern -> FileSetScan.isFor(pattern, relative, caseCounts));
    }

    private String relative(Path file) {
        return PathText.of(folder.relativize(file));
    }

    /** @param what can be selected, for a sentence */
    List<Problem> problems(String element, String what) {
        return fileSet.isOneText()
                ? includes.stream()
                        .map(pattern -> Problem.of(
                                FileProblem.FILE_NOT_FOUND,
                                element + ": \"" + pattern + "\" matches nothing in " + base + " that is " + what + ".",
                                "Correct the pattern, or bind the goal after the step that makes the files."))
                        .toList()
                : List.of();
    }

    /** @param what can be selected, for a sentence */
    List<String> warnings(String element, String what) {
        if (fileSet.isOneText()) {
            return List.of();
        }
        String directory = fileSet.directory() == null ? "." : fileSet.directory();
        boolean literalsOnly = includes.isEmpty() && !fileSet.includes().isEmpty();
        if (!literalsOnly && !Files.isDirectory(folder)) {
            return List.of(
                    element + ": The folder " + directory + " does not exist, so that a file set selects nothing."
                            + " Correct its <directory>, or bind the goal after the step that makes the folder.");
        }
        List<String> warnings = new ArrayList<>();
        if (empty && fileSet.includes().isEmpty()) {
            warnings.add(element + ": The file set of " + directory + " selects nothing: nothing in it is " + what
                    + ". Correct it, or bind the goal after the step that makes the files.");
        }
        includes.forEach(pattern -> warnings.add(element + ": The pattern \"" + pattern + "\" matches nothing in "
                + directory + " that is " + what
                + ". Correct it, or bind the goal after the step that makes the files."));
        excludes.forEach(pattern -> warnings.add(element + ": The exclusion \"" + pattern + "\" matches no file in "
                + directory + ". Correct or remove it."));
        return warnings;
    }
}
