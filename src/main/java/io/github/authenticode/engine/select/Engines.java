package io.github.authenticode.engine.select;

import io.github.authenticode.cloud.credential.AzureConnection;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.tool.Host;
import io.github.authenticode.engine.tool.SigntoolEngine;
import io.github.authenticode.plan.EngineChoice;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.SigningPlan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens the engine that a plan asks for. It stands apart from the interface it returns, so that no package depends on one
 * that depends on it.
 */
public final class Engines {
    private Engines() {}

    /**
     * Opens the identity's key with the engine chosen, or with the best one for the identity.
     *
     * @param settings what engines need beside the plan
     * @throws ProblemException if there is no such engine for the identity, or it cannot be made ready; nothing has been
     *     touched then
     */
    public static Engine open(SigningPlan plan, EngineSettings settings) throws ProblemException, InterruptedException {
        List<EngineChoice> able = able(plan.identity(), Host.isWindows());
        EngineChoice engine = plan.engine() == EngineChoice.AUTO ? able.get(0) : plan.engine();
        if (!able.contains(engine)) {
            throw new ProblemException(unable(plan, able));
        }
        if (plan.identity() instanceof Identity.ArtifactSigning profile) {
            plan.concurrency().ifPresent(settings.azure().memory().pace(profile).limit()::raise);
        }
        return engine == EngineChoice.SIGNTOOL
                ? SigntoolEngine.open(plan.identity(), plan.options(), means(settings), host(plan, settings))
                : JsignEngine.open(plan.identity(), plan.options(), settings.azure());
    }

    private static SigntoolEngine.Means means(EngineSettings settings) {
        return new SigntoolEngine.Means(settings.signtool(), settings.azure().memory()::authority);
    }

    /** Each call of signtool gets an assertion of its own: they live minutes. */
    private static Host host(SigningPlan plan, EngineSettings settings) {
        return Host.current(plan.workFolder(), settings.debug()).with(credential -> () -> {
            try (AzureConnection connection = settings.azure().connect()) {
                return connection.assertions(credential).fetch();
            }
        });
    }

    /** The engines of this version that can sign with an identity, the best one first. */
    static List<EngineChoice> able(Identity identity, boolean onWindows) {
        if (identity instanceof Identity.TestCertificate) {
            return List.of(EngineChoice.EMBEDDED);
        }
        if (identity instanceof Identity.ArtifactSigning) {
            return onWindows
                    ? List.of(EngineChoice.SIGNTOOL, EngineChoice.EMBEDDED)
                    : List.of(EngineChoice.EMBEDDED, EngineChoice.SIGNTOOL);
        }
        return identity instanceof Identity.Keystore
                ? List.of(EngineChoice.EMBEDDED, EngineChoice.SIGNTOOL)
                : List.of(EngineChoice.SIGNTOOL);
    }

    private static Problem unable(SigningPlan plan, List<EngineChoice> able) {
        String choices = able.stream().map(EngineChoice::id).collect(Collectors.joining(" or "));
        boolean built = plan.engine() == EngineChoice.EMBEDDED || plan.engine() == EngineChoice.SIGNTOOL;
        return Problem.of(
                "engine-unavailable",
                "<engine>" + plan.engine().id() + "</engine> "
                        + (built
                                ? "cannot sign with <" + plan.identity().element() + "> in this version."
                                : "is not in this version."),
                "Use " + choices + ", or auto.");
    }
}
