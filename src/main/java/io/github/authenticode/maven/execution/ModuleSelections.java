package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules of one build in which one execution has looked for files. A profile in a parent runs in every module, of
 * which few have anything to sign: none of them is wrong by itself, all of them together are if not one has a file.
 * Safe for several threads ({@code mvn -T}).
 */
public final class ModuleSelections {
    private final Map<String, Optional<String>> told = new LinkedHashMap<>();

    /**
     * Tells of one module.
     *
     * @param module as the reader knows it
     * @param nearMisses why it has no file; empty if it has some, or is not to have any
     * @param expected all modules in which the execution runs
     * @return the problem, for the last module where none has a file
     */
    public synchronized Optional<Problem> told(String module, Optional<String> nearMisses, Set<String> expected) {
        told.put(module, nearMisses);
        boolean last = told.keySet().containsAll(expected);
        return last && told.values().stream().allMatch(Optional::isPresent) ? Optional.of(problem()) : Optional.empty();
    }

    private Problem problem() {
        StringBuilder cause = new StringBuilder("No file to sign or verify in any of " + told.size() + " modules");
        told.forEach(
                (module, why) -> cause.append("; ").append(module).append(": ").append(why.orElse("")));
        return Problem.of(
                FileProblem.NO_FILES,
                cause.append('.').toString(),
                "Correct <files>, bind the goal after the step that makes the files, or set <failIfNoFiles>never.");
    }
}
