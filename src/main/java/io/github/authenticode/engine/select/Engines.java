package io.github.authenticode.engine.select;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.plan.EngineChoice;
import io.github.authenticode.plan.SigningPlan;
import java.time.Clock;

/**
 * Opens the engine that a plan asks for. It stands apart from the interface it returns, so that no package depends on one
 * that depends on it.
 */
public final class Engines {
    private Engines() {}

    /**
     * Opens the identity's key with the engine chosen, or with the best one for the identity.
     *
     * @throws ProblemException if the engine does not exist or the key cannot be opened; nothing has been touched then
     */
    public static Engine open(SigningPlan plan, Clock clock) throws ProblemException {
        return switch (plan.engine()) {
            case AUTO, EMBEDDED -> JsignEngine.open(plan.identity(), plan.options(), clock);
            case SIGNTOOL, AZURESIGNTOOL, SMCTL -> throw new ProblemException(notBuilt(plan.engine()));
        };
    }

    private static Problem notBuilt(EngineChoice choice) {
        return Problem.of(
                "engine-unavailable",
                "<engine>" + choice.id() + "</engine> is not in this version.",
                "Use embedded or auto.");
    }
}
