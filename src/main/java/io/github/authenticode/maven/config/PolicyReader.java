package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.PolicyProblem;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.policy.PolicyFile;
import io.github.authenticode.policy.RuleSetting;
import io.github.authenticode.policy.RulesReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The maker of one set of rules of {@code <policy>} and {@code <policyFile>}. Each rule is stated by one of them: a pom
 * may add to the file that its company shares, and must not weaken it unseen.
 *
 * @param base the project's folder
 */
public record PolicyReader(Path base, ConfigurationProblems findings) {

    /** The policy that was read, and the file that it came from. */
    public record Read(Rules rules, Optional<Policy.Source> file) {}

    /** @param usual what holds where neither says anything */
    public Read read(Rules usual, Optional<PlexusConfiguration> element, Optional<Path> file) {
        Map<Rule, RuleSetting> fromPom = element.map(
                        e -> new RulesReader(Rule::element, base, findings::add).read(new PolicyElement(e).stated()))
                .orElse(Map.of());
        Optional<PolicyFile> shared = file.flatMap(f -> PolicyFile.read(base.resolve(f), findings::add));
        Map<Rule, RuleSetting> all = new LinkedHashMap<>(fromPom);
        shared.map(PolicyFile::statements).orElse(Map.of()).forEach((rule, statement) -> {
            RuleSetting other = all.putIfAbsent(rule, statement);
            if (other != null) {
                findings.add(Problem.of(
                        PolicyProblem.POLICY_STATED_TWICE,
                        other.place() + ": The policy file states this rule as well, at " + statement.place() + ".",
                        "Remove it from the pom, or from the file."));
            }
        });
        return new Read(over(usual, all), shared.map(PolicyFile::source));
    }

    private static Rules over(Rules usual, Map<Rule, RuleSetting> statements) {
        Rules rules = usual;
        for (Map.Entry<Rule, RuleSetting> entry : statements.entrySet()) {
            Rule rule = entry.getKey();
            Rules before = rules;
            rules = entry.getValue().setting().map(s -> before.with(rule, s)).orElseGet(() -> before.without(rule));
        }
        return rules;
    }
}
