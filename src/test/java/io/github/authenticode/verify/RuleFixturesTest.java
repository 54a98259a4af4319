package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds what breaks it and nothing in what keeps it, as an error, as a warning, and not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleFixturesTest {
    private RuleFixtures fixtures;

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        fixtures = new RuleFixtures(folder);
    }

    static Stream<Rule> rulesOfPolicies() {
        return Stream.of(Rule.values()).filter(r -> !r.isFixed() && r != Rule.UNSIGNED_FILES);
    }

    /** UNSIGNED_FILES is of files that nobody selected, so of no signature: UnsignedFilesTest has its fixtures. */
    @ParameterizedTest
    @EnumSource(value = Rule.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED_FILES")
    void ruleHasFixtures(Rule rule) {
        assertThat(fixtures.all()).containsKey(rule);
    }

    @ParameterizedTest
    @EnumSource(value = Rule.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED_FILES")
    void whatKeepsTheRuleIsNotFound(Rule rule) throws Exception {
        assertThat(found(rule, good(rule), rules(rule, Severity.ERROR))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Rule.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED_FILES")
    void whatBreaksTheRuleIsAnError(Rule rule) throws Exception {
        assertThat(found(rule, bad(rule), rules(rule, Severity.ERROR)))
                .isNotEmpty()
                .allMatch(Violation::isError)
                .allMatch(v -> v.message().matches("[A-Z](?s:.*)\\."));
    }

    @ParameterizedTest
    @MethodSource("rulesOfPolicies")
    void whatBreaksTheRuleMayBeAWarning(Rule rule) throws Exception {
        assertThat(found(rule, bad(rule), rules(rule, Severity.WARNING)))
                .isNotEmpty()
                .noneMatch(Violation::isError);
    }

    @ParameterizedTest
    @MethodSource("rulesOfPolicies")
    void ruleThatDoesNotHoldFindsNothing(Rule rule) throws Exception {
        assertThat(found(rule, bad(rule), Rules.USUAL.without(rule))).isEmpty();
    }

    private RuleFixtures.Subject good(Rule rule) {
        return fixture(rule).good();
    }

    private RuleFixtures.Subject bad(Rule rule) {
        return fixture(rule).bad();
    }

    private Rules rules(Rule rule, Severity severity) {
        return Rules.USUAL.with(rule, new Setting(severity, fixture(rule).values(), List.of()));
    }

    private List<Violation> found(Rule rule, RuleFixtures.Subject subject, Rules rules) throws Exception {
        return subject.judged(fixtures.judging(rules)).violations().stream()
                .filter(v -> v.rule() == rule)
                .toList();
    }

    private RuleFixtures.Fixture fixture(Rule rule) {
        return Objects.requireNonNull(fixtures.all().get(rule), () -> rule + " has no fixture");
    }
}
