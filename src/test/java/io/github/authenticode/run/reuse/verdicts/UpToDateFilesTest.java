package io.github.authenticode.run.reuse.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.work.VerdictInterner;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationSource;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpToDateFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Bench bench;
    private Path first;

    @BeforeEach
    void signTwoFiles() throws Exception {
        bench = new Bench(folder);
        first = bench.add("a.exe", "program a");
        bench.add("b.exe", "program b");
        at(NOW).remember("scripted", List.of("root.pem (1)"), bench.run());
    }

    @Test
    void filesThatDidNotChangeAreKnownWithWhatTheVerifierSaid() throws Exception {
        UpToDateFiles.Known known = at(NOW.plusSeconds(60)).find().orElseThrow();

        assertThat(known.engine()).isEqualTo("scripted");
        assertThat(known.trustSources()).containsExactly("root.pem (1)");
        assertThat(known.since()).isEqualTo(NOW);
        assertThat(known.isAllOf(bench.plan())).isTrue();
        assertThat(known.results().values())
                .hasSize(2)
                .allMatch(r -> r.sha256Before().equals(r.sha256After()));
        assertThat(known.results().values())
                .first()
                .satisfies(r ->
                        assertThat(r.outcome()).isEqualTo(new Outcome.Skipped(bench.verdict(first), Optional.of(NOW))))
                .satisfies(r -> assertThat(r.size()).isEqualTo(Files.size(first)));
    }

    @Test
    void fileThatWasLeftAloneIsKnownAsThat() throws Exception {
        Outcome.Kept kept = new Outcome.Kept(bench.verdict(first), "CN=Others");
        List<FileResult> results = new ArrayList<>(bench.run());
        FileResult one = results.get(0);
        results.set(
                0,
                new FileResult(
                        one.file(),
                        one.size(),
                        one.sha256Before(),
                        one.sha256After(),
                        0,
                        List.of(),
                        one.duration(),
                        kept));
        at(NOW.plusSeconds(1)).remember("scripted", List.of(), results);

        assertThat(at(NOW.plusSeconds(60)).find().orElseThrow().results().values())
                .extracting(FileResult::outcome)
                .contains(new Outcome.Kept(kept.verdict(), "CN=Others", Optional.of(NOW.plusSeconds(1))));
    }

    @Test
    void changedFileIsLookedAtAndTheOthersAreKnown() throws Exception {
        byte[] content = Files.readAllBytes(first);
        content[3] ^= 1;
        Files.write(first, content);

        assertOnlyTheSecondIsKnown();
    }

    @Test
    void missingFileIsLookedForAndTheOthersAreKnown() throws Exception {
        Files.delete(first);

        assertOnlyTheSecondIsKnown();
    }

    @Test
    void newFileIsLookedAtAndTheOthersAreKnown() throws Exception {
        bench.files.add(0, new PlannedFile(folder.resolve("new.exe"), "new.exe", FileFormat.PE));
        Files.writeString(folder.resolve("new.exe"), "new program");

        assertThat(at(NOW).find().orElseThrow().results()).containsOnlyKeys(1, 2);
    }

    @Test
    void runSignsAndVerifiesNothingButWhatChanged() throws Exception {
        Files.writeString(first, "built again");
        UpToDateFiles.Known known = at(NOW.plusSeconds(60)).find().orElseThrow();
        Verifier verifier = bench.verifier;
        List<String> verified = new ArrayList<>();
        bench.verifier = (file, format) -> {
            verified.add(file.getFileName().toString());
            return verifier.verify(file, format);
        };
        List<String> lines = new ArrayList<>();
        bench.progress = (position, total, result) -> lines.add(position + "/" + total);

        List<FileResult> results = bench.signingRun().knowing(known.results()).run(bench.plan(), bench.progress);

        assertThat(verified).containsOnly("a.exe");
        assertThat(bench.engine.calls()).last().isEqualTo(List.of("a.exe#1"));
        assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(results.get(1)).isEqualTo(known.results().get(1));
        assertThat(lines).containsExactly("1/2", "2/2");
        at(NOW.plusSeconds(60)).remember("scripted", List.of(), results);
        UpToDateFiles.Known next = at(NOW.plusSeconds(120)).find().orElseThrow();
        assertThat(next.isAllOf(bench.plan())).isTrue();
        assertThat(next.since()).isEqualTo(NOW);
    }

    @Test
    void eachFileHasADayOfItsOwn() throws Exception {
        Files.writeString(first, "built again");
        Instant later = NOW.plus(Duration.ofHours(20));
        UpToDateFiles.Known known = at(later).find().orElseThrow();
        at(later)
                .remember(
                        "scripted",
                        List.of(),
                        bench.signingRun().knowing(known.results()).run(bench.plan(), bench.progress));

        assertThat(at(NOW.plus(Duration.ofHours(23))).find().orElseThrow().results())
                .containsOnlyKeys(0, 1);
        assertThat(at(NOW.plus(Duration.ofHours(25))).find().orElseThrow().results())
                .containsOnlyKeys(0);
        assertThat(at(NOW.plus(Duration.ofHours(44))).find()).isEmpty();
    }

    @Test
    void executionsUnderTheSameConditionsKeepEachOthersFiles() throws Exception {
        Bench other = new Bench(folder);
        other.add("c.exe", "program c");
        UpToDateFiles.of(other.plan(), "1", fixed(NOW.plusSeconds(1))).remember("scripted", List.of(), other.run());

        assertThat(at(NOW.plusSeconds(2)).find().orElseThrow().isAllOf(bench.plan()))
                .isTrue();
        assertThat(UpToDateFiles.of(other.plan(), "1", fixed(NOW.plusSeconds(2)))
                        .find())
                .isPresent();
        assertThat(bench.leftInWorkFolder()).hasSize(1);
    }

    @Test
    void whatIsTooOldIsNotKeptForOthers() throws Exception {
        long before = Files.size(memory());
        Bench other = new Bench(folder);
        other.add("c.exe", "program c");
        Instant later = NOW.plus(Duration.ofHours(24));
        UpToDateFiles.of(other.plan(), "1", fixed(later)).remember("scripted", List.of(), other.run());

        assertThat(Files.size(memory())).isLessThan(before);
    }

    @Test
    void sameContentUnderAnotherNameIsLookedAt() throws Exception {
        Path copy = Files.copy(first, folder.resolve("copy.exe"));
        bench.addPlanned(copy, "copy.exe");

        assertThat(at(NOW).find().orElseThrow().results()).containsOnlyKeys(0, 1);
    }

    @Test
    void itIsBelievedForADay() throws Exception {
        assertThat(at(NOW.plus(Duration.ofHours(24)).minusMillis(1)).find()).isPresent();
        assertThat(at(NOW.plus(Duration.ofHours(24))).find()).isEmpty();
    }

    @Test
    void whatIsRememberedAgainGetsNoYounger() throws Exception {
        Instant later = NOW.plus(Duration.ofHours(20));
        List<FileResult> known =
                List.copyOf(at(later).find().orElseThrow().results().values());
        at(later).remember("scripted", List.of(), known);

        assertThat(at(NOW.plus(Duration.ofHours(24))).find()).isEmpty();
    }

    @Test
    void clockThatWasSetBackMeansThatAllIsVerifiedAgain() throws Exception {
        assertThat(at(NOW.minusMillis(1)).find()).isEmpty();
    }

    @Test
    void otherPolicyAndOtherVersionAreOtherConditions() throws Exception {
        UpToDateFiles otherVersion = UpToDateFiles.of(bench.plan(), "2", fixed(NOW));
        assertThat(otherVersion.find()).isEmpty();

        bench.publisher = Optional.of("CN=Somebody");
        assertThat(at(NOW).find()).isEmpty();
    }

    @Test
    void changedRootIsAnotherCondition() throws Exception {
        Path root = Files.writeString(folder.resolve("root.pem"), "one");
        bench.trustedRoots.add(root);
        at(NOW).remember("scripted", List.of(), bench.run());
        assertThat(at(NOW).find()).isPresent();

        Files.writeString(root, "two");

        assertThat(at(NOW).find()).isEmpty();
    }

    @Test
    void nothingIsRememberedOfARunWithAFailure() throws Exception {
        Bench other = new Bench(folder.resolve("other"));
        other.addSigned("a.exe", Bench.STRANGER);
        other.engine.onOthers(task -> new Attempt.Done());
        UpToDateFiles memory = UpToDateFiles.of(other.plan(), "1", fixed(NOW));

        memory.remember("scripted", List.of(), other.run());

        assertThat(memory.find()).isEmpty();
    }

    @Test
    void damagedMemoryIsNone() throws Exception {
        Path memory = memory();
        byte[] good = Files.readAllBytes(memory);
        for (int i = 0; i < good.length; i += 7) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(memory, bad);
            assertThat(at(NOW).find()).as("byte %s", i).isEmpty();
        }
        Files.write(memory, new byte[0]);
        assertThat(at(NOW).find()).isEmpty();
        Files.write(memory, good);
        assertThat(at(NOW).find()).isPresent();
    }

    @Test
    void expiredCertificateMeansThatAllIsVerifiedAgain() throws Exception {
        Verdict verdict = SampleRuns.trusted();
        Instant end = verdict.signatures().stream()
                .flatMap(s -> s.signer().stream())
                .map(c -> c.notAfter())
                .findFirst()
                .orElseThrow();
        Instant shortBefore = end.minus(Duration.ofHours(1));
        bench.verifier = (file, format) -> verdict;
        at(shortBefore).remember("scripted", List.of(), bench.run());

        assertThat(at(end.minusSeconds(1)).find()).isPresent();
        assertThat(at(end).find()).isEmpty();
    }

    @Test
    void everythingInAVerdictComesBack() throws Exception {
        Verdict verdict = SampleRuns.trusted();
        assertThat(verdict.signatures())
                .isNotEmpty()
                .allMatch((SignatureVerdict s) -> !s.chain().isEmpty());

        assertThat(VerdictCopy.of(verdict)).isEqualTo(verdict);
        assertThat(VerdictCopy.of(new Verdict(List.of(), List.of()))).isEqualTo(new Verdict(List.of(), List.of()));
        Verdict odd = new Verdict(
                List.of(
                        SampleRuns.signatureOfCatalog("app.cat", SampleRuns.PADDING, SampleRuns.LEGACY),
                        SampleRuns.signatureWithoutSigner(),
                        SampleRuns.signature().with(revokedIn1960())),
                List.of(SampleRuns.BAD_DIGEST));
        assertThat(VerdictCopy.of(odd)).isEqualTo(odd);
    }

    /** Every component that may be absent is there, and times are neither of this century nor of whole seconds. */
    private static Evidence revokedIn1960() {
        Instant when = Instant.parse("1960-02-29T23:59:59.987654321Z");
        RevocationSource list =
                new RevocationSource("CRL", URI.create("http://crl.example.com/a%20b"), when, Optional.empty());
        return new Evidence(
                new Evidence.JudgedAt(
                        Instant.MAX, Evidence.Basis.VERIFY_AT, "\u00fc \ud83d\udd8b \u0000".repeat(30_000)),
                List.of(),
                List.of(),
                List.of(new RevocationFinding(
                        "00",
                        "Example",
                        RevocationFinding.Status.REVOKED_LATER,
                        Optional.of(list),
                        Optional.of(Instant.MIN),
                        "")));
    }

    @Test
    void verdictOfAnotherFormIsNotTakenForOneOfThis() {
        RowTable table = new RowTable();
        int other = table.add(table.add("a"), table.add("b"), table.add("c"));

        assertThatThrownBy(() -> new VerdictRows(table).verdict(other)).hasMessage("3 cells instead of 2");
    }

    @Test
    void whatVerdictsShareIsWrittenOnceAndSharedAgain() throws Exception {
        VerdictInterner common = new VerdictInterner();
        AcceptedFiles run = new AcceptedFiles(
                "scripted",
                List.of(),
                IntStream.range(0, 1000)
                        .mapToObj(i -> AcceptedFiles.Entry.of(
                                "file-" + i,
                                "sha256 of " + i,
                                NOW,
                                UpToDateFiles.BELIEVED,
                                common.of(SampleRuns.trusted()),
                                Optional.empty()))
                        .toList());

        byte[] bytes = run.encoded();

        assertThat(bytes.length).isLessThan(1000 * 400);
        AcceptedFiles read = AcceptedFiles.decoded(bytes);
        assertThat(read).isEqualTo(run);
        assertThat(read.entries().stream()
                        .flatMap(e -> e.verdict().signatures().stream())
                        .map(s -> System.identityHashCode(s.signer().orElseThrow()))
                        .distinct())
                .hasSize(1);
    }

    private void assertOnlyTheSecondIsKnown() throws InterruptedException {
        UpToDateFiles.Known known = at(NOW).find().orElseThrow();
        assertThat(known.results()).containsOnlyKeys(1);
        assertThat(known.isAllOf(bench.plan())).isFalse();
    }

    private UpToDateFiles at(Instant instant) throws InterruptedException {
        return UpToDateFiles.of(bench.plan(), "1", fixed(instant));
    }

    private static Clock fixed(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private Path memory() throws IOException {
        return bench.leftInWorkFolder().stream()
                .filter(p -> p.getFileName().toString().startsWith("accepted-"))
                .findFirst()
                .orElseThrow();
    }
}
