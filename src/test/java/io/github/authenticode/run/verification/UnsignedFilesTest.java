package io.github.authenticode.run.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The two fixtures of the rule unsigned-files, and what else a folder may hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsignedFilesTest {
    private static final Policy POLICY = new Policy(
            Rules.USUAL.without(Rule.TIMESTAMP_REQUIRED).with(Rule.PUBLISHER, "Somebody Else"),
            List.of(),
            Optional.empty(),
            Optional.empty());

    private Path base;
    private TrustAnchors anchors;
    private SampleSigner signer;

    @BeforeAll
    void makeFolders(@TempDir Path folder) throws Exception {
        base = folder.toRealPath();
        signer = SampleSigner.withSubject("CN=Third Party");
        anchors = TrustAnchors.load(List.of(signer.writeCertificate(base.resolve("root.pem"))));
        Path good = Files.createDirectories(base.resolve("good/lib"));
        signer.sign(SampleFiles.write(FileFormat.PE, good, "third-party.dll"));
        Files.writeString(good.resolve("readme.txt"), "no program");
        Path bad = Files.createDirectories(base.resolve("bad/lib"));
        SampleFiles.write(FileFormat.PE, bad, "tool");
        SampleFiles.write(FileFormat.POWERSHELL, bad, "setup.ps1");
        Path changed = SampleFiles.write(FileFormat.PE, bad, "changed.dll");
        signer.sign(changed);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[0x210] ^= 1;
        Files.write(changed, bytes);
    }

    private static Setting rule(List<String> folders, String... except) {
        return new Setting(Severity.ERROR, folders, List.of(except));
    }

    private UnsignedFiles judged(WatchedFolders folders) throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
        AuthenticodeVerifier verifier = new AuthenticodeVerifier(UnsignedFiles.policy(POLICY), anchors, clock);
        return UnsignedFiles.among(
                new VerificationRun(verifier, clock).run(folders.files(), 1, (position, total, file) -> {}));
    }

    private WatchedFolders scan(Setting rule) {
        return WatchedFolders.scan(base, rule, Set.of());
    }

    @Test
    void folderOfSignedFilesPassesWhoeverSignedThem() throws Exception {
        WatchedFolders folders = scan(rule(List.of("good")));
        UnsignedFiles files = judged(folders);

        assertThat(folders.problems()).isEmpty();
        assertThat(folders.warnings()).isEmpty();
        assertThat(files.problem()).isEmpty();
        assertThat(files.signed()).hasSize(1).allMatch(VerifiedFile::isGood);
        assertThat(files.signed().get(0).file().name()).isEqualTo("good/lib/third-party.dll");
    }

    @Test
    void unsignedFilesAreNamedAllAtOnceAndBadSignaturesStayErrors() throws Exception {
        UnsignedFiles files = judged(scan(rule(List.of("bad", "good", "bad/lib"))));

        assertThat(files.problem())
                .contains(SampleProblem.of(
                                "unsigned-files",
                                "unsigned-files: 2 files are not signed.",
                                "Sign them, or add them to the exceptions of the rule.")
                        .withEvidence("bad/lib/setup.ps1\nbad/lib/tool"));
        assertThat(files.signed())
                .extracting(f -> f.file().name() + " " + f.isGood())
                .containsExactly("bad/lib/changed.dll false", "good/lib/third-party.dll true");
    }

    @Test
    void exceptionsAreTakenAndThoseThatMatchNothingAreToldOf() throws Exception {
        WatchedFolders folders = scan(rule(List.of("bad"), "**/*.ps1", "lib/tool", "old/**"));

        assertThat(folders.files()).extracting(PlannedFile::name).containsExactly("bad/lib/changed.dll");
        assertThat(folders.warnings())
                .containsExactly(
                        "unsigned-files: The exception \"old/**\" matches no signable file. Remove it, before it"
                                + " lets one through.");
    }

    @Test
    void filesThatAreJudgedAnywayAreLeftOut() throws Exception {
        Path file = base.resolve("bad/lib/tool").toRealPath();

        assertThat(WatchedFolders.scan(base, rule(List.of("bad")), Set.of(file)).files())
                .extracting(PlannedFile::name)
                .containsExactly("bad/lib/changed.dll", "bad/lib/setup.ps1");
    }

    @Test
    void missingFolderIsAProblem() {
        assertThat(scan(rule(List.of("nowhere"))).problems())
                .containsExactly(SampleProblem.of(
                        "unsigned-files",
                        "unsigned-files: The folder nowhere does not exist, so that nothing in it was looked at.",
                        "Correct the policy, or bind the goal after the step that makes the folder."));
    }
}
