package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signer of the samples is Example Ltd. */
class AdviceTest {
    private static final String CHANGED = "The file was changed after it was signed: its digest differs.";

    private static String advised(String publisher, String name, String message) {
        Rules rules = publisher.isEmpty() ? Rules.USUAL : Rules.USUAL.with(Rule.PUBLISHER, publisher);
        Violation violation = new Violation(ViolationCode.TRUST_E_BAD_DIGEST, message);
        Verdict verdict = new Verdict(List.of(SampleRuns.signature(violation)), List.of(violation));
        Verdict advised = Advice.under(new Policy(rules, List.of(), Optional.empty(), Optional.empty()))
                .on(name, verdict);
        assertThat(advised.fileViolations())
                .isEqualTo(advised.signatures().get(0).violations());
        return advised.fileViolations().get(0).message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Example Ltd | a.dll | Sign it again after the last change.",
                "Runtime Corp | a.dll | Get the file anew from \"Example Ltd\", or replace what brings it.",
                "'' | a.dll | Sign the file again if it is yours; if not, get it anew from \"Example Ltd\".",
                "Example Ltd | a.zip!/x/a.dll | Sign the file before it is packed, then pack a.zip again.",
                "Other | a.zip!/b.jar!/a.dll | Get the file anew from \"Example Ltd\", then pack b.jar, then a.zip again.",
                "'' | a.msixbundle!/a.msix | Sign the file if it is yours, or get it anew from \"Example Ltd\", then pack a.msixbundle again.",
            })
    void remedyKnowsWhoseFileItIs(String publisher, String name, String remedy) {
        assertThat(advised(publisher, name, CHANGED + " Sign it again after the last change."))
                .isEqualTo(CHANGED + " " + remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sign the file again.",
                "Sign it again, replacing them.",
                "Sign the file again without it.",
                "Timestamp the file again.",
                "Sign the file with SHA-256.",
                "Build the package again, then sign it.",
                "Sign with a code-signing certificate.",
                "Sign with a timestamp.",
                "Use SHA-256.",
                "Sign it."
            })
    void noAdviceToTheSignerIsGivenToOthers(String advice) {
        assertThat(advised("Another", "a.dll", "Something of version 1.2.3 is wrong. " + advice))
                .isEqualTo("Something of version 1.2.3 is wrong."
                        + " Get the file anew from \"Example Ltd\", or replace what brings it.");
    }

    @Test
    void adviceOnTheConfigurationStays() {
        String root = "The chain ends in \"Root\", which is not among the trusted roots."
                + " Add that root to <trustedRoots> if it may be trusted.";

        assertThat(advised("Another", "a.dll", root)).isEqualTo(root);
        assertThat(advised(
                        "Another",
                        "a.dll",
                        "The chain ends. Sign with all intermediate certificates, and add the root to"
                                + " <trustedRoots>."))
                .isEqualTo("The chain ends. Add the root to <trustedRoots>.");
    }
}
