package io.github.authenticode.testing.run;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.Reports;
import io.github.authenticode.report.RunFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports of {@link SampleRuns}, with everything in them that a report can hold. */
public final class SampleReports {
    private SampleReports() {}

    public static Report signingWithEveryOutcome() {
        RunFacts facts = SampleRuns.facts(
                false,
                Optional.of(SampleRuns.signingFacts()),
                List.of("<allowInRelease> lets a test certificate sign a release."));
        return Reports.signing(
                facts,
                List.of(
                        SampleRuns.signed("app.exe", 1240),
                        SampleRuns.skipped("lib/core.dll"),
                        SampleRuns.failed("setup.msi", SampleRuns.AUTHORITY_DOWN),
                        SampleRuns.result(
                                "install.ps1",
                                2,
                                410,
                                new Outcome.Failed(
                                        List.of(SampleProblem.of(
                                                "not-accepted",
                                                "The signature that embedded made does not meet the policy.",
                                                "Correct what the violations name.")),
                                        Optional.of(new Verdict(
                                                List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of()))))));
    }

    public static Report signingByAService() {
        SigningFacts facts = SampleRuns.signingFacts().with(new SigningFacts.Service("release-7", 2, 1));
        return Reports.signing(
                SampleRuns.facts(false, Optional.of(facts), List.of()),
                List.of(
                        SampleRuns.signedByService("app.exe", "0b7c6a0e-1e0c-4b53-9f6e-2f1f5b1d7a10"),
                        SampleRuns.skipped("lib/core.dll")));
    }

    public static Report verificationWithEveryOutcome() {
        return Reports.verification(
                SampleRuns.verificationRun(),
                List.of(
                        SampleRuns.verified("app.exe", SampleRuns.trusted()),
                        SampleRuns.verified("lib/core.dll", SampleRuns.unsigned()),
                        SampleRuns.verified(
                                "setup.msi",
                                new Verdict(
                                        List.of(
                                                SampleRuns.signature(SampleRuns.BAD_DIGEST),
                                                SampleRuns.signatureWithoutSigner()),
                                        List.of()))));
    }

    /** One file is trusted with a warning, one rejected with an error and a warning. */
    public static Report verificationWithWarnings() {
        return Reports.verification(SampleRuns.verificationRun(), filesWithWarnings());
    }

    public static List<VerifiedFile> filesWithWarnings() {
        return List.of(
                SampleRuns.verified(
                        "app.exe",
                        new Verdict(List.of(SampleRuns.signature(SampleRuns.LEGACY)), List.of(SampleRuns.PADDING))),
                SampleRuns.verified("core.dll", SampleRuns.trusted()),
                SampleRuns.verified(
                        "old.dll",
                        new Verdict(
                                List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST, SampleRuns.LEGACY)), List.of())));
    }

    public static Report verificationWithEveryOpinion() {
        Problem refused = SampleProblem.of(
                        "second-opinion-refuses",
                        "Two judges disagree: this plugin trusts the file, signtool 10.0.26100.1 refuses it. "
                                + SampleRuns.REVOKED.cause(),
                        "Replace the certificate. Do not ship the file before both accept it.")
                .withEvidence(SampleRuns.REVOKED.evidence().orElseThrow());
        Problem accepted = SampleProblem.of(
                "second-opinion-accepts",
                "Two judges disagree: this plugin rejects the file, signtool 10.0.26100.1 accepts it.",
                "Do what the violations say; if they are wrong, report that as a bug of this plugin.");
        return Reports.verification(
                SampleRuns.comparedRun(
                        SecondOpinionFacts.asked("signtool", Optional.of("10.0.26100.1")),
                        "signtool 10.0.26100.1 has no say on 1 file."),
                List.of(
                        SampleRuns.compared("app.exe", SampleRuns.trusted(), Stance.ACCEPTS),
                        SampleRuns.compared("lib/core.dll", SampleRuns.trusted(), Stance.REFUSES, refused),
                        SampleRuns.compared(
                                "setup.msi",
                                new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of()),
                                Stance.ACCEPTS,
                                accepted),
                        SampleRuns.compared("driver.sys", SampleRuns.trusted(), Stance.DISTRUSTS_ROOT),
                        SampleRuns.compared("part.nupkg", SampleRuns.trusted(), Stance.ABSTAINS)));
    }

    public static Report signingOf(int files) {
        List<FileResult> results = new ArrayList<>();
        for (int i = 1; i <= files; i++) {
            String name = "target/release/modules/component-" + i + "/bin/Example.Component.Number" + i + ".dll";
            results.add(i % 7 == 3 ? SampleRuns.skipped(name) : SampleRuns.signed(name, 300L + i * 17L));
        }
        return Reports.signing(SampleRuns.testSigningRun(), results);
    }

    /** One file is signed, one failed and two are unfinished, the first and the last of the plan. */
    public static Report interruptedSigning() {
        return Reports.signing(
                SampleRuns.interrupted(SampleRuns.signingRun(), "first.exe", "app.exe", "setup.msi", "last.dll"),
                List.of(SampleRuns.signed("app.exe", 1240), SampleRuns.failed("setup.msi", SampleRuns.AUTHORITY_DOWN)));
    }

    public static Report interruptedVerification() {
        return Reports.verification(
                SampleRuns.interrupted(SampleRuns.verificationRun(), "app.exe", "setup.msi"),
                List.of(SampleRuns.verified("app.exe", SampleRuns.trusted())));
    }

    public static Report failedVerificationOf(int files) {
        List<VerifiedFile> results = new ArrayList<>();
        for (int i = 1; i <= files; i++) {
            results.add(SampleRuns.verified(
                    "bin/part" + i + ".exe", i % 3 == 0 ? SampleRuns.unsigned() : SampleRuns.trusted()));
        }
        return Reports.verification(SampleRuns.verificationRun(), results);
    }
}
