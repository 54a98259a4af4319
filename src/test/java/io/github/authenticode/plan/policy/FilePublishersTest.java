package io.github.authenticode.plan.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePublishersTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "target/dist/runtime/**, target/dist/runtime/bin/vm.dll, true",
                "target/dist/runtime/**, target/dist/runtime/vm.dll, true",
                "target/dist/runtime/, target/dist/runtime/vm.dll, true",
                "./target/dist/runtime/**, target/dist/runtime/vm.dll, true",
                "target\\dist\\*.dll, target/dist/vm.dll, true",
                "target/dist/runtime/**, target/dist/runtime2/vm.dll, false",
                "runtime/**, target/dist/runtime/vm.dll, false",
                "**/runtime/**, target/dist/runtime/vm.dll, true",
                "**/runtime/**, runtime/vm.dll, true",
                "**/runtime/**, my-runtime/vm.dll, false",
                "**/*.dll, a.dll, true",
                "*.dll, a/b.dll, false",
                "a**/b.dll, ab.dll, false",
                "a**/b.dll, a/x/b.dll, false",
                "**.dll, a/b.dll, false",
                "a/**/b.dll, a/b.dll, true",
                "a/**/b.dll, a/x/y/b.dll, true",
                "a?.dll, ab.dll, true",
                "a?.dll, a/.dll, false",
                "A.dll, a.dll, false",
                "a.dll, aXdll, false",
                "app.zip!/lib/**, app.zip!/lib/vm.dll, true",
                "**, a/b/c, true"
            })
    void patternsAreThoseOfAnt(String pattern, String name, boolean matches) {
        FilePublishers entry = new FilePublishers(List.of("never", pattern), List.of("A"));
        Rules rules = Rules.USUAL.with(
                Rule.PUBLISHER_BY_FILE, new Setting(Severity.WARNING, List.of(), List.of(), List.of(entry)));
        Policy policy = new Policy(rules, List.of(), Optional.empty(), Optional.empty());

        assertThat(policy.forFile(name).rules().of(Rule.PUBLISHER_BY_FILE))
                .contains(
                        matches
                                ? new Setting(Severity.WARNING, List.of("A"), List.of())
                                : rules.of(Rule.PUBLISHER_BY_FILE).orElseThrow());
    }

    @Test
    void firstEntryCountsAndStandsForAllThatIsSaidOfTheOwnPublisher() {
        FilePublishers one = new FilePublishers(List.of("a/b/**"), List.of("One"));
        FilePublishers two = new FilePublishers(List.of("a/**"), List.of("Two"));
        Rules rules = Rules.USUAL
                .with(Rule.PUBLISHER, "Own")
                .with(Rule.ISSUER, "CA")
                .with(Rule.SUBSCRIBER_EKU, "1.2.3")
                .with(Rule.PUBLISHER_BY_FILE, new Setting(Severity.ERROR, List.of(), List.of(), List.of(one, two)));
        Policy policy = new Policy(rules, List.of(), Optional.empty(), Optional.empty());

        assertThat(policy.forFile("a/b/c.dll").rules()).isEqualTo(Rules.USUAL.with(Rule.PUBLISHER_BY_FILE, "One"));
        assertThat(policy.forFile("a/c.dll").rules()).isEqualTo(Rules.USUAL.with(Rule.PUBLISHER_BY_FILE, "Two"));
        assertThat(policy.forFile("c.dll")).isSameAs(policy);
    }
}
