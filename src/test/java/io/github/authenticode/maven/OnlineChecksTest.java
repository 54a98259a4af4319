package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.OptionsReader;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.RevocationMode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnlineChecksTest {
    private final ConfigurationProblems findings = new ConfigurationProblems();

    private OnlineChecks read(String revocation, String... hosts) {
        return new OptionsReader(findings).onlineChecks(revocation, false, List.of(hosts));
    }

    @Test
    void wordsAndHostsAreReadInAnyCase() {
        assertThat(read("Hard", " PKI.Example.com ", "127.0.0.1", "[fd00::1]"))
                .isEqualTo(new OnlineChecks(
                        RevocationMode.HARD, false, Set.of("pki.example.com", "127.0.0.1", "[fd00::1]")));
        assertThat(read("off")).isEqualTo(OnlineChecks.NONE);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoModeAndWhatIsNoHostIsAFindingEach() {
        read("maybe", "http://pki.example.com/", "*.example.com", "pki.example.com:8080");

        assertThatThrownBy(findings::throwIfAny)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::cause)
                                .containsExactly(
                                        "<allowedHosts>: \"http://pki.example.com/\" is no host name.",
                                        "<allowedHosts>: \"*.example.com\" is no host name.",
                                        "<allowedHosts>: \"pki.example.com:8080\" is no host name.",
                                        "<revocation>: \"maybe\" is none of the choices."));
    }
}
