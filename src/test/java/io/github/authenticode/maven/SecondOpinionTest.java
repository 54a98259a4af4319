package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.execution.SecondOpinionSetup;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Machine;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.run.verification.VerificationRun;
import io.github.authenticode.signtooldouble.SigntoolDoubleKit;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java double of signtool beside this plugin's verifier, as the goal {@code verify} puts them together. */
class SecondOpinionTest {
    @TempDir
    static Path kit;

    private static Path signtool;
    private static Path trusted;
    private static Path untrusted;

    @TempDir
    Path temp;

    private final List<String> debug = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void signFiles() throws Exception {
        signtool = SigntoolDoubleKit.install(kit);
        trusted = signed("trusted.exe", "signer");
        untrusted = signed("untrusted.exe", "self");
    }

    private static Path signed(String name, String key) throws Exception {
        Path file = Files.write(kit.resolve(name), SampleFiles.pe(500));
        Identity identity = new KeystoreIdentity(
                kit.resolve("files").resolve(key + ".pfx"),
                KeystoreType.PKCS12,
                Optional.of(Secret.of("secret")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
        try (Engine engine = JsignEngine.open(identity, options, SampleAzure.settings())) {
            engine.sign(List.of(new Engine.Task(file, FileFormat.PE, 1)));
        }
        return file;
    }

    @Test
    void eachFileOfOneCallGetsItsOwnOpinion() throws Exception {
        Path archive = Files.write(temp.resolve("part.nupkg"), new byte[] {1});
        Path app = Files.write(temp.resolve("app.app"), new byte[] {1});

        Verifier real = realVerifier();
        // untrusted.exe bears the certificate of a root, which this plugin would reject for its usage.
        Verifier verifier =
                (file, format) -> file.endsWith("trusted.exe") ? real.verify(file, format) : SampleRuns.trusted();
        List<VerifiedFile> files = run(
                verifier,
                List.of(
                        planned(trusted, FileFormat.PE),
                        planned(archive, FileFormat.NUGET),
                        planned(untrusted, FileFormat.PE),
                        planned(app, FileFormat.NAVX)));

        assertThat(files)
                .extracting(f -> f.opinion().orElseThrow().stance())
                .containsExactly(Stance.ACCEPTS_UNSTAMPED, Stance.ABSTAINS, Stance.DISTRUSTS_ROOT, Stance.ABSTAINS);
        assertThat(files.get(0).isGood()).isTrue();
        // The double writes a path as Windows does, Z: in front.
        assertThat(files.get(0)
                        .opinion()
                        .orElseThrow()
                        .reason()
                        .flatMap(Problem::evidence)
                        .orElseThrow())
                .startsWith("SignTool Warning: File is not timestamped: ")
                .endsWith("trusted.exe");
        assertThat(files.get(2).problems())
                .containsExactly(new Problem(
                        "second-opinion-roots",
                        "signtool refuses the file only because Windows on this machine does not trust its root, which"
                                + " <trustedRoots> names.",
                        "Install that root in Windows' store of trusted root certification authorities, or set"
                                + " <secondOpinion>none</secondOpinion>.",
                        Optional.of(
                                "SignTool Error: A certificate chain processed, but terminated in a root certificate which is"
                                        + " not trusted by the trust provider.")));
        assertThat(debug.stream().filter(l -> l.contains("/tw"))).hasSize(1);
    }

    @Test
    void disagreementIsAnErrorWhicheverWayItGoes() throws Exception {
        byte[] content = Files.readAllBytes(trusted);
        content[content.length / 4] ^= 1;
        Path changed = Files.write(temp.resolve("changed.exe"), content);
        // The verdicts are made up: what this plugin would say if it were wrong.
        Verifier wrong = (file, format) -> file.endsWith("changed.exe")
                ? SampleRuns.trusted()
                : new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of());

        List<VerifiedFile> files =
                run(wrong, List.of(planned(changed, FileFormat.PE), planned(trusted, FileFormat.PE)));

        assertThat(files.get(0).problems())
                .containsExactly(new Problem(
                        "second-opinion-refuses",
                        "Two judges disagree: this plugin trusts the file, signtool refuses it. The file was changed after it had"
                                + " been signed.",
                        "Sign as the last step that touches the file. Do not ship the file before both accept it.",
                        Optional.of(
                                "SignTool Error: WinVerifyTrust returned error: 0x80096010 The digital signature of the object"
                                        + " did not verify.")));
        assertThat(files.get(1).problems())
                .containsExactly(SampleProblem.of(
                        "second-opinion-accepts",
                        "Two judges disagree: this plugin rejects the file, signtool accepts it.",
                        "Do what the violations say; if they are wrong, report that as a bug of this plugin."));
    }

    @Test
    void signtoolThatMustBeThereAndIsNotIsAnError() {
        SecondOpinionSetup missing =
                secondOpinionSetup(SecondOpinionSetup.Choice.SIGNTOOL, policy(), SigntoolSettings.DEFAULT, false);
        assertThatThrownBy(missing::open)
                .isInstanceOf(ProblemException.class)
                .hasMessage("No signtool was found: not in the Windows Kits, not in the NuGet packages, not in PATH. "
                        + "Install the Windows SDK 10.0.26100 or newer (its component Signing Tools is enough), or unpack the"
                        + " NuGet package Microsoft.Windows.SDK.BuildTools, and name its x64 signtool.exe in <executable> or"
                        + " SIGNTOOL_PATH.");
    }

    @Test
    void whyNobodyWasAskedIsSaid() throws Exception {
        SigntoolSettings d = SigntoolSettings.DEFAULT;
        SecondOpinionSetup testCertificate =
                new SecondOpinionSetup(SecondOpinionSetup.Choice.AUTO, policy(), true, d, host(true));

        assertThat(reason(secondOpinionSetup(SecondOpinionSetup.Choice.NONE, policy(), d, true)))
                .isEqualTo("<secondOpinion> is none.");
        assertThat(reason(secondOpinionSetup(SecondOpinionSetup.Choice.AUTO, policy(), d, false)))
                .isEqualTo("The build does not run on Windows.");
        assertThat(reason(secondOpinionSetup(SecondOpinionSetup.Choice.AUTO, policy(), d, true)))
                .isEqualTo("No signtool was found on this machine.");
        assertThat(reason(testCertificate)).isEqualTo("Windows does not trust the test certificate.");
        assertThat(reason(secondOpinionSetup(SecondOpinionSetup.Choice.AUTO, audit(), d, true)))
                .isEqualTo("signtool judges as of now and not as of <verifyAt>.");
        assertThat(debug)
                .contains(
                        "No second opinion: No signtool was found on this machine.",
                        "No second opinion: The build does not run on Windows.");
    }

    @Test
    void anotherInstantCannotBeAskedOfSigntool() {
        ConfigurationProblems findings = new ConfigurationProblems();
        secondOpinionSetup(SecondOpinionSetup.Choice.SIGNTOOL, audit(), SigntoolSettings.DEFAULT, false)
                .check(findings);
        assertThatThrownBy(findings::throwIfAny)
                .hasMessage(
                        "<secondOpinion>: signtool judges as of now and not as of <verifyAt>, so that the two exclude"
                                + " each other. Write for example <secondOpinion>none</secondOpinion>.");
        ConfigurationProblems none = new ConfigurationProblems();
        secondOpinionSetup(SecondOpinionSetup.Choice.SIGNTOOL, policy(), SigntoolSettings.DEFAULT, false)
                .check(none);
        assertThat(none.isEmpty()).isTrue();
    }

    private static Policy audit() {
        return new Policy(
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Optional.of(Instant.parse("2027-01-31T12:00:00Z")));
    }

    private String reason(SecondOpinionSetup secondOpinionSetup) throws Exception {
        SecondOpinionSetup.Outcome outcome = secondOpinionSetup.open();
        assertThat(outcome.judge()).isEmpty();
        return outcome.facts().reason().orElseThrow();
    }

    private List<VerifiedFile> run(Verifier verifier, List<PlannedFile> files) throws Exception {
        SigntoolSettings d = SigntoolSettings.DEFAULT;
        SigntoolSettings settings = new SigntoolSettings(
                Optional.of(signtool),
                d.dlib(),
                d.additionalCertificate(),
                d.pageHashes(),
                d.debug(),
                d.extraArguments(),
                d.batch(),
                d.timeout(),
                d.timeoutPerFile());
        SecondOpinionSetup.Outcome asked = new SecondOpinionSetup(
                        SecondOpinionSetup.Choice.SIGNTOOL,
                        policy(),
                        false,
                        settings,
                        Machine.current(temp.resolve("work"), SigntoolText::isWorthKeeping, debug::add))
                .open();
        assertThat(asked.facts()).isEqualTo(SecondOpinionFacts.asked("signtool", Optional.empty()));
        return new VerificationRun(verifier, asked.judge(), Clock.systemUTC())
                .run(files, 2, (position, total, file) -> {});
    }

    private static Verifier realVerifier() throws ProblemException {
        return new AuthenticodeVerifier(policy(), TrustAnchors.load(policy().trustedRoots()), Clock.systemUTC());
    }

    private static Policy policy() {
        List<Path> roots = List.of(kit.resolve("files").resolve("ca.cer"));
        return new Policy(Optional.empty(), Optional.empty(), false, roots, Optional.empty());
    }

    private SecondOpinionSetup secondOpinionSetup(
            SecondOpinionSetup.Choice choice, Policy policy, SigntoolSettings settings, boolean windows) {
        return new SecondOpinionSetup(choice, policy, false, settings, host(windows));
    }

    private Machine host(boolean windows) {
        Machine current = Machine.current(temp.resolve("work"), SigntoolText::isWorthKeeping, debug::add);
        return new Machine(Map.of(), windows, temp.resolve("home"), temp.resolve("work"), current.runner(), debug::add);
    }

    private static PlannedFile planned(Path file, FileFormat format) throws Exception {
        return new PlannedFile(file.toRealPath(), file.getFileName().toString(), format);
    }
}
