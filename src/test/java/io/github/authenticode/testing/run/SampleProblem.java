package io.github.authenticode.testing.run;

import io.github.authenticode.diagnose.Problem;
import java.util.Optional;

/**
 * A problem with any id, for tests of what happens to problems; the code under test takes its ids from the catalogue.
 */
public final class SampleProblem {
    private SampleProblem() {}

    public static Problem of(String id, String cause, String remedy) {
        return new Problem(id, cause, remedy, Optional.empty());
    }
}
