package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
    private static final Problem LOCKED = SampleProblem.of(
            "file-locked", "Another program holds lib/core.dll open.", "Close it and run the build again.");

    @Test
    void everyFailedFileHasItsCauseAndRemedy() {
        assertThat(FailureMessage.signing(
                        List.of(),
                        List.of(
                                SampleRuns.signed("app.exe", 1),
                                SampleRuns.failed("setup.msi", SampleRuns.AUTHORITY_DOWN),
                                SampleRuns.failed("lib/core.dll", LOCKED),
                                SampleRuns.failed("lib/more.dll", SampleRuns.AUTHORITY_DOWN))))
                .isEqualTo("""
                        3 of 4 files could not be signed; they are as they were.

                        setup.msi
                        lib/more.dll
                          Cause:  No timestamp authority answered.
                          Detail: http://timestamp.example.com: HTTP 503 Service Unavailable
                          Remedy: Try again later, or name another authority in <timestamp><urls>.

                        lib/core.dll
                          Cause:  Another program holds lib/core.dll open.
                          Remedy: Close it and run the build again.""");
    }

    @Test
    void violationsFollowTheProblem() {
        Outcome outcome = new Outcome.Failed(
                List.of(LOCKED),
                Optional.of(new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of())));

        assertThat(FailureMessage.signing(List.of(), List.of(SampleRuns.result("a.exe", 1, 1, outcome))))
                .isEqualTo("""
                        1 of 1 file could not be signed; it is as it was.

                        a.exe
                          Cause:  Another program holds lib/core.dll open.
                          Remedy: Close it and run the build again.
                          TRUST_E_BAD_DIGEST (0x80096010): The file was changed after it was signed.""");
    }

    @Test
    void problemsOfTheWholeRunComeFirst() {
        Problem password = SampleProblem.of(
                        "keystore-password", "The password does not open etc/a.p12.", "Correct it in settings.xml.")
                .withEvidence("java.io.IOException: keystore password was incorrect\r\nat line 2\u001B[0m");

        assertThat(FailureMessage.signing(List.of(password, LOCKED), List.of())).isEqualTo("""
                        Nothing was signed.

                        Cause:  The password does not open etc/a.p12.
                        Detail: java.io.IOException: keystore password was incorrect
                                at line 2\\u001B[0m
                        Remedy: Correct it in settings.xml.

                        Cause:  Another program holds lib/core.dll open.
                        Remedy: Close it and run the build again.""");
    }

    @Test
    void everyViolationOfARejectedFileIsListed() {
        assertThat(FailureMessage.verification(
                        List.of(),
                        List.of(
                                SampleRuns.verified("app.exe", SampleRuns.trusted()),
                                SampleRuns.verified("b.exe", SampleRuns.unsigned()),
                                SampleRuns.verified(
                                        "c.exe",
                                        new Verdict(
                                                List.of(
                                                        SampleRuns.signature(SampleRuns.BAD_DIGEST),
                                                        SampleRuns.signatureWithoutSigner()),
                                                List.of())),
                                SampleRuns.verified("d.exe", SampleRuns.unsigned()))))
                .isEqualTo("""
                        3 of 4 files are not trusted.

                        b.exe
                        d.exe
                          TRUST_E_NOSIGNATURE (0x800B0100): The file is not signed.

                        c.exe
                          TRUST_E_BAD_DIGEST (0x80096010): The file was changed after it was signed.
                          TRUST_E_NO_SIGNER_CERT (0x80096002): The file does not hold the signer's certificate.

                        Sign what is rejected again; or, if it is as it should be, correct <policy> and <trustedRoots>.""");
    }

    @Test
    void disagreementOfTwoJudgesShowsBoth() {
        Problem refused = SampleProblem.of(
                        "second-opinion-refuses", "Judges disagree: it refuses.", "Do not ship the file.")
                .withEvidence("SignTool Error: WinVerifyTrust returned error: 0x800B010C");
        Problem accepted = SampleProblem.of("second-opinion-accepts", "Judges disagree: it accepts.", "Correct it.");
        VerifiedFile disputed = SampleRuns.compared("b.exe", SampleRuns.trusted(), Stance.REFUSES, refused);
        Verdict changed = new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of());

        assertThat(FailureMessage.verification(
                        List.of(),
                        List.of(
                                SampleRuns.compared("a.exe", SampleRuns.trusted(), Stance.ACCEPTS),
                                disputed,
                                SampleRuns.compared("c.exe", changed, Stance.ACCEPTS, accepted))))
                .isEqualTo("""
                        2 of 3 files are not trusted by both judges.

                        b.exe
                          Cause:  Judges disagree: it refuses.
                          Detail: SignTool Error: WinVerifyTrust returned error: 0x800B010C
                          Remedy: Do not ship the file.

                        c.exe
                          Cause:  Judges disagree: it accepts.
                          Remedy: Correct it.
                          TRUST_E_BAD_DIGEST (0x80096010): The file was changed after it was signed.

                        Sign what is rejected again; or, if it is as it should be, correct <policy> and <trustedRoots>.""");
        assertThat(FailureMessage.verification(List.of(), List.of(disputed))).endsWith("Remedy: Do not ship the file.");
    }

    @Test
    void verificationThatCouldNotStartNamesTheProblem() {
        assertThat(FailureMessage.verification(List.of(LOCKED), List.of())).isEqualTo("""
                        Nothing was verified.

                        Cause:  Another program holds lib/core.dll open.
                        Remedy: Close it and run the build again.""");
    }

    @Test
    void problemAfterTheFilesDoesNotClaimThatNothingWasSigned() {
        assertThat(FailureMessage.signing(List.of(LOCKED), List.of(SampleRuns.signed("a.exe", 1))))
                .startsWith("The run failed, though no file did.\n\nCause:  Another program");
    }
}
