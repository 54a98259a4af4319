package io.github.authenticode.engine;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;

/**
 * One kind of engine: tells with which identities it signs, and opens itself for a plan. What it needs beside the plan
 * it was made with.
 */
public interface EngineProvider {

    /** The spelling of the pom, of reports and of messages: {@code embedded}, {@code signtool}. */
    String name();

    /** Whether it signs with this identity, and whether nothing would do so better. */
    Fit fit(Identity identity);

    /**
     * Opens the identity's key.
     *
     * @throws ProblemException if it cannot be made ready, with all that is wrong; nothing has been touched then
     */
    Engine open(SigningPlan plan) throws ProblemException, InterruptedException;
}
