package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.plan.filetype.FileFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The memory of what a selection passed over, so that an empty one can say why: the commonest green build without a
 * signature is a pattern that matched nothing.
 */
final class NearMisses {
    private static final int SHOWN = 5;

    private final Set<String> missingFolders = new LinkedHashSet<>();
    private final Set<String> patternsOfOtherCase = new LinkedHashSet<>();
    private final List<String> unsignableArtifacts = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final List<String> signable = new ArrayList<>();
    private int seen;

    void missingFolder(String folder) {
        missingFolders.add(folder);
    }

    void unsignableArtifact(String path) {
        seen++;
        unsignableArtifacts.add(path);
    }

    /**
     * A file of a scanned folder that no file set took.
     *
     * @param caseMatch the include that would match if case did not count
     */
    void notTaken(String path, boolean wasExcluded, Optional<String> caseMatch) {
        seen++;
        if (wasExcluded) {
            excluded.add(path);
        } else if (caseMatch.isPresent()) {
            patternsOfOtherCase.add(
                    path.substring(path.lastIndexOf('/') + 1) + " differs in case from " + caseMatch.get());
        } else if (FileFormat.ofName(path).isPresent()) {
            signable.add(path);
        }
    }

    Problem problem() {
        return Problem.of(
                FileProblem.NO_FILES,
                "No file to sign or verify: " + summary() + ".",
                "Correct <files>, bind the goal after the step that makes the files, or set <failIfNoFiles>false if"
                        + " this module may have none.");
    }

    /** What was passed over and why, fit to follow a colon. */
    String summary() {
        StringBuilder cause = new StringBuilder("0 of " + seen + " files were selected");
        missingFolders.forEach(f -> cause.append("; the folder ").append(f).append(" does not exist"));
        patternsOfOtherCase.stream()
                .limit(SHOWN)
                .forEach(p -> cause.append("; ").append(p));
        append(cause, unsignableArtifacts, "an artifact of a kind that cannot be signed");
        append(cause, excluded, "left out by <excludes>");
        append(cause, signable, "of a signable type but matched by no pattern");
        return cause.toString();
    }

    private static void append(StringBuilder text, List<String> paths, String what) {
        if (!paths.isEmpty()) {
            String more = paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "";
            text.append("; ")
                    .append(String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size()))))
                    .append(more)
                    .append(paths.size() == 1 ? " is " : " are ")
                    .append(what);
        }
    }
}
