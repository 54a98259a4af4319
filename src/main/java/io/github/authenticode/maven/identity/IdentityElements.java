package io.github.authenticode.maven.identity;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.maven.config.Timestamp;
import io.github.authenticode.plan.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The elements of a pom that say who signs, of which exactly one must be there. */
public final class IdentityElements {
    private final List<Choice> choices = new ArrayList<>();

    /**
     * One of them.
     *
     * @param element absent if the pom has it not
     * @param name without brackets
     * @param description what a message says of it
     */
    private record Choice(@Nullable IdentityElement element, String name, String description) {}

    /** Adds one kind of identity. */
    public IdentityElements or(@Nullable IdentityElement element, String name, String description) {
        choices.add(new Choice(element, name, description));
        return this;
    }

    /** Reads the only one: none, or two, is a finding that lists the choices. */
    public Optional<Identity> read(IdentityReading reading) {
        List<String> given = choices.stream()
                .filter(c -> c.element != null)
                .map(c -> "<" + c.name + ">")
                .toList();
        if (given.isEmpty()) {
            reading.findings()
                    .add(choose(ConfigurationProblem.NO_IDENTITY, "The configuration does not say who signs."));
        } else if (given.size() > 1) {
            reading.findings()
                    .add(choose(
                            ConfigurationProblem.TWO_IDENTITIES,
                            "The configuration names " + given.size() + " identities: " + String.join(", ", given)
                                    + "."));
        }
        return given.size() == 1 ? given().flatMap(e -> e.read(reading)) : Optional.empty();
    }

    /** Who timestamps where the pom names nobody. */
    public List<String> timestampAuthorities() {
        return given().map(IdentityElement::timestampAuthorities).orElse(Timestamp.DEFAULT_URLS);
    }

    private Optional<IdentityElement> given() {
        return choices.stream()
                .flatMap(c -> Optional.ofNullable(c.element).stream())
                .findFirst();
    }

    private Problem choose(ProblemId id, String cause) {
        List<String> texts = choices.stream()
                .map(c -> "<" + c.name + "> (" + c.description + ")")
                .toList();
        int last = texts.size() - 1;
        return Problem.of(
                id,
                cause,
                "Write exactly one of "
                        + texts.subList(0, last).stream().collect(Collectors.joining(", "))
                        + " and " + texts.get(last) + ".");
    }
}
