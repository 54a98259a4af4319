package io.github.authenticode.run.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpinionRulesTest {
    private static final OpinionRules AUTO = new OpinionRules(false, true, Optional.empty());
    private static final OpinionRules AUTO_OWN_ROOTS = new OpinionRules(false, true, Optional.of("<trustedRoots>"));
    private static final OpinionRules REQUIRED = new OpinionRules(true, true, Optional.of("<trustedRoots>"));
    private static final Problem TIMEOUT = SampleProblem.of(
            "signtool-timeout", "signtool did not end within 300 seconds and was stopped.", "Raise <timeout>.");
    private static final Problem ROOT = SampleProblem.of(
                    "signtool-untrusted-root", "Windows does not trust it.", "Install it.")
            .withEvidence("SignTool Error: A certificate chain processed, but terminated in a root");

    @Test
    void whoAgreesMakesNoProblem() {
        assertThat(AUTO.problems(SampleRuns.trusted(), opinion(Stance.ACCEPTS, null)))
                .isEmpty();
        assertThat(REQUIRED.problems(SampleRuns.trusted(), opinion(Stance.ACCEPTS, null)))
                .isEmpty();
        assertThat(AUTO.problems(SampleRuns.unsigned(), opinion(Stance.REFUSES, SampleRuns.REVOKED)))
                .isEmpty();
    }

    @Test
    void whatSigntoolRefusesIsShownWithItsReasonAndItsWords() {
        assertThat(AUTO.problems(SampleRuns.trusted(), opinion(Stance.REFUSES, SampleRuns.REVOKED)))
                .containsExactly(new Problem(
                        "second-opinion-refuses",
                        "Two judges disagree: this plugin trusts the file, signtool 10.0.26100.1 refuses it. The issuer has"
                                + " revoked the certificate. Windows calls it CERT_E_REVOKED, 0x800B010C.",
                        "Replace the certificate. Do not ship the file before both accept it.",
                        Optional.of("SignTool Error: WinVerifyTrust returned error: 0x800B010C")));
    }

    @Test
    void whatOnlySigntoolAcceptsIsShown() {
        Verdict changed = new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of());
        assertThat(AUTO.problems(changed, opinion(Stance.ACCEPTS, null)))
                .containsExactly(SampleProblem.of(
                        "second-opinion-accepts",
                        "Two judges disagree: this plugin rejects the file, signtool 10.0.26100.1 accepts it.",
                        "Do what the violations say; if they are wrong, report that as a bug of this plugin."));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUST_E_SUBJECT_NOT_TRUSTED", "CRYPT_E_SECURITY_SETTINGS"})
    void rulesThatSigntoolDoesNotKnowAreNoDisagreement(ViolationCode code) {
        Verdict stricter = new Verdict(List.of(SampleRuns.signature(new Violation(code, "No."))), List.of());
        assertThat(AUTO.problems(stricter, opinion(Stance.ACCEPTS, null))).isEmpty();
    }

    @Test
    void aTimestampThatOnlyThePolicyAsksForIsNoDisagreement() {
        Violation violation = new Violation(ViolationCode.TRUST_E_TIME_STAMP, "No.");
        SignatureVerdict stamped = SampleRuns.signature(violation);
        SignatureVerdict unstamped = new SignatureVerdict(
                "SHA-256",
                stamped.signer(),
                stamped.chain(),
                stamped.anchor(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(violation));
        assertThat(AUTO.problems(new Verdict(List.of(unstamped), List.of()), opinion(Stance.ACCEPTS, null)))
                .isEmpty();
        assertThat(AUTO.problems(new Verdict(List.of(stamped), List.of()), opinion(Stance.ACCEPTS, null)))
                .extracting(Problem::id)
                .containsExactly("second-opinion-accepts");
    }

    @Test
    void fileOfACatalogIsNothingThatSigntoolCanJudge() {
        Verdict byCatalog = new Verdict(List.of(SampleRuns.signatureOfCatalog("a.cat")), List.of());
        assertThat(AUTO.problems(byCatalog, opinion(Stance.REFUSES, null))).isEmpty();
    }

    @Test
    void fewerRootsThanWindowsAreADisagreementOnlyWhereNobodyNamedThem() {
        Violation root = new Violation(ViolationCode.CERT_E_UNTRUSTEDROOT, "No.");
        Verdict rejected = new Verdict(List.of(SampleRuns.signature(root)), List.of());
        assertThat(AUTO_OWN_ROOTS.problems(rejected, opinion(Stance.ACCEPTS, null)))
                .isEmpty();
        assertThat(AUTO.problems(rejected, opinion(Stance.ACCEPTS, null)))
                .extracting(Problem::id)
                .containsExactly("second-opinion-accepts");
    }

    @Test
    void aRootThatOnlyThePomTrustsIsAWarningUnlessSigntoolsWordIsRequired() {
        Opinion opinion = opinion(Stance.DISTRUSTS_ROOT, ROOT);
        assertThat(AUTO.problems(SampleRuns.trusted(), opinion))
                .extracting(Problem::id)
                .containsExactly("second-opinion-refuses");
        assertThat(AUTO_OWN_ROOTS.problems(SampleRuns.trusted(), opinion)).isEmpty();
        assertThat(AUTO_OWN_ROOTS.warnings(List.of(verified(opinion), verified(opinion))))
                .containsExactly(
                        "signtool 10.0.26100.1 has no say on 2 files: Windows on this machine does not trust the"
                                + " root, which <trustedRoots> names. Install that root in Windows' store of trusted root"
                                + " certification authorities, or set <secondOpinion>none</secondOpinion>.");
        assertThat(REQUIRED.problems(SampleRuns.trusted(), opinion))
                .containsExactly(new Problem(
                        "second-opinion-roots",
                        "signtool 10.0.26100.1 refuses the file only because Windows on this machine does not trust its"
                                + " root, which <trustedRoots> names.",
                        "Install that root in Windows' store of trusted root certification authorities, or set"
                                + " <secondOpinion>none</secondOpinion>.",
                        ROOT.evidence()));
    }

    @Test
    void aTimestampThatSigntoolDoesNotTrustIsADisagreementWhereOneIsRequired() {
        Opinion opinion = opinion(
                Stance.ACCEPTS_UNSTAMPED,
                SampleProblem.of("signtool-not-timestamped", "No timestamp.", "Sign again.")
                        .withEvidence("SignTool Warning: File is not timestamped: a.exe"));
        assertThat(AUTO.problems(SampleRuns.trusted(), opinion))
                .containsExactly(new Problem(
                        "second-opinion-timestamp",
                        "Two judges disagree: this plugin trusts the timestamp of the file, signtool 10.0.26100.1 finds none"
                                + " that it trusts.",
                        "Sign again with a timestamp authority that Windows trusts.",
                        Optional.of("SignTool Warning: File is not timestamped: a.exe")));
        OpinionRules notRequired = new OpinionRules(true, false, Optional.of("<trustedRoots>"));
        assertThat(notRequired.problems(SampleRuns.trusted(), opinion)).isEmpty();
        assertThat(notRequired.warnings(List.of(verified(opinion)))).isEmpty();
        Verdict changed = new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of());
        assertThat(AUTO.problems(changed, opinion)).extracting(Problem::id).containsExactly("second-opinion-accepts");
    }

    @Test
    void aTimestampWhoseRootOnlyThePomTrustsIsAWarning() {
        Opinion opinion = opinion(Stance.ACCEPTS_UNSTAMPED, null);
        assertThat(REQUIRED.problems(SampleRuns.trusted(), opinion)).isEmpty();
        assertThat(REQUIRED.warnings(List.of(verified(opinion))))
                .containsExactly(
                        "signtool 10.0.26100.1 finds no timestamp that it trusts in 1 file; this plugin does, with"
                                + " the roots that <trustedRoots> names. Install the root of the timestamp authority in Windows'"
                                + " store of trusted root certification authorities, or set"
                                + " <secondOpinion>none</secondOpinion>.");
    }

    @Test
    void anOpinionThatFailedIsAWarningUnlessItIsRequired() {
        Opinion opinion = opinion(Stance.FAILED, TIMEOUT);
        assertThat(AUTO.problems(SampleRuns.trusted(), opinion)).isEmpty();
        assertThat(AUTO.warnings(List.of(verified(opinion))))
                .containsExactly(
                        "signtool 10.0.26100.1 gave no opinion of 1 file. signtool did not end within 300 seconds"
                                + " and was stopped. Raise <timeout>.");
        assertThat(REQUIRED.problems(SampleRuns.trusted(), opinion))
                .containsExactly(SampleProblem.of(
                        "second-opinion-missing",
                        "signtool 10.0.26100.1 gave no opinion of the file. signtool did not end within 300 seconds and was"
                                + " stopped.",
                        "Raise <timeout>. Build again, or set <secondOpinion>none</secondOpinion>."));
    }

    @Test
    void aKindOfFileThatSigntoolDoesNotJudgeIsNeverAnError() {
        Opinion opinion = opinion(Stance.ABSTAINS, null);
        assertThat(REQUIRED.problems(SampleRuns.trusted(), opinion)).isEmpty();
        assertThat(REQUIRED.warnings(List.of(verified(opinion)))).isEmpty();
    }

    @Test
    void filesThatAreRejectedAnywayMakeNoWarning() {
        VerifiedFile rejected =
                SampleRuns.verified("a.exe", SampleRuns.unsigned()).with(opinion(Stance.FAILED, TIMEOUT), List.of());
        assertThat(AUTO.warnings(List.of(rejected))).isEmpty();
    }

    private static VerifiedFile verified(Opinion opinion) {
        return SampleRuns.verified("a.exe", SampleRuns.trusted()).with(opinion, List.of());
    }

    private static Opinion opinion(Stance stance, @Nullable Problem reason) {
        return new Opinion("signtool", Optional.of("10.0.26100.1"), stance, Optional.ofNullable(reason));
    }
}
