package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import java.util.ArrayList;
import java.util.List;

/** The collector of what is wrong with a configuration, so that a user sees all of it at once. */
public final class ConfigurationProblems {
    private final List<Problem> problems = new ArrayList<>();

    public void add(Problem problem) {
        problems.add(problem);
    }

    /**
     * A value that is not acceptable.
     *
     * @param element where it stands, as XML: {@code <timestamp><urls>}
     * @param cause what is wrong with it, a sentence that shows the value
     * @param example a valid element to write instead
     */
    public void invalid(String element, String cause, String example) {
        add(Problem.of(
                ConfigurationProblem.CONFIGURATION, element + ": " + cause, "Write for example " + example + "."));
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Throws everything collected so far, if there is anything. */
    public void throwIfAny() throws ProblemException {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }
}
