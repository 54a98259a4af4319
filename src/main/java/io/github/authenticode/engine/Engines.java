package io.github.authenticode.engine;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.plan.SigningPlan;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engines of this version, one of which is opened for a plan. It knows none of them by name: whoever configures the
 * build lists them.
 *
 * @param providers no two of one name
 */
public record Engines(List<EngineProvider> providers) {
    public Engines {
        providers = List.copyOf(providers);
    }

    /** The words that {@code <engine>} takes. */
    public List<String> choices() {
        return Stream.concat(Stream.of(SigningPlan.AUTO), providers.stream().map(EngineProvider::name))
                .toList();
    }

    /**
     * Opens the identity's key with the engine chosen, or with the best one for the identity.
     *
     * @throws ProblemException if there is no such engine for the identity, or it cannot be made ready; nothing has
     * been touched then
     */
    public Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        List<EngineProvider> able = providers.stream()
                .filter(p -> p.fit(plan.identity()) != Fit.NONE)
                .sorted(Comparator.comparing((EngineProvider p) -> p.fit(plan.identity()))
                        .reversed())
                .toList();
        String chosen = plan.engine();
        for (EngineProvider provider : able) {
            if (chosen.equals(SigningPlan.AUTO) || chosen.equals(provider.name())) {
                return provider.open(plan);
            }
        }
        throw new ProblemException(unable(plan, able));
    }

    private Problem unable(SigningPlan plan, List<EngineProvider> able) {
        String names = able.stream().map(EngineProvider::name).collect(Collectors.joining(" or "));
        boolean exists = choices().contains(plan.engine());
        return Problem.of(
                ConfigurationProblem.ENGINE_UNAVAILABLE,
                "<engine>" + plan.engine() + "</engine> "
                        + (exists
                                ? "cannot sign with <" + plan.identity().element() + "> in this version."
                                : "is not in this version."),
                "Use " + names + ", or auto.");
    }
}
