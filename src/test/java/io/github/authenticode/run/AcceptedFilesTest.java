package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.testing.SampleRuns;
import io.github.authenticode.verify.SignatureVerdict;
import io.github.authenticode.verify.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedFilesTest {
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
        AcceptedFiles.UpToDate known = at(NOW.plusSeconds(60)).find().orElseThrow();

        assertThat(known.run().engine()).isEqualTo("scripted");
        assertThat(known.run().trustSources()).containsExactly("root.pem (1)");
        assertThat(known.since()).isEqualTo(NOW);
        assertThat(known.results()).hasSize(2).allMatch(r -> r.sha256Before().equals(r.sha256After()));
        assertThat(known.results().get(0).outcome())
                .isEqualTo(new Outcome.Skipped(bench.verdict(first), Optional.of(NOW)));
        assertThat(known.results().get(0).size()).isEqualTo(Files.size(first));
    }

    @Test
    void oneChangedByteMeansThatAllIsVerifiedAgain() throws Exception {
        byte[] content = Files.readAllBytes(first);
        content[3] ^= 1;
        Files.write(first, content);

        assertThat(at(NOW).find()).isEmpty();
    }

    @Test
    void missingFileMeansThatAllIsVerifiedAgain() throws Exception {
        Files.delete(first);

        assertThat(at(NOW).find()).isEmpty();
    }

    @Test
    void itIsBelievedForADay() throws Exception {
        assertThat(at(NOW.plus(Duration.ofHours(24)).minusMillis(1)).find()).isPresent();
        assertThat(at(NOW.plus(Duration.ofHours(24))).find()).isEmpty();
    }

    @Test
    void whatIsRememberedAgainGetsNoYounger() throws Exception {
        Instant later = NOW.plus(Duration.ofHours(20));
        at(later).remember("scripted", List.of(), at(later).find().orElseThrow().results());

        assertThat(at(NOW.plus(Duration.ofHours(24))).find()).isEmpty();
    }

    @Test
    void clockThatWasSetBackMeansThatAllIsVerifiedAgain() throws Exception {
        assertThat(at(NOW.minusMillis(1)).find()).isEmpty();
    }

    @Test
    void otherPolicyOtherVersionAndOtherFilesAreOtherConditions() throws Exception {
        AcceptedFiles otherVersion = AcceptedFiles.of(bench.plan(), "2", fixed(NOW));
        assertThat(otherVersion.find()).isEmpty();

        bench.add("c.exe", "program c");
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
        AcceptedFiles memory = AcceptedFiles.of(other.plan(), "1", fixed(NOW));

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        RecordCodec.write(verdict, new DataOutputStream(bytes));

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(RecordCodec.read(Verdict.class, in)).isEqualTo(verdict);
        assertThat(RecordCodec.shape(Verdict.class)).contains("notAfter:java.time.Instant", "CERT_E_EXPIRED");
    }

    @Test
    void whatVerdictsShareIsWrittenOnceAndSharedAgain() throws Exception {
        CommonParts common = new CommonParts();
        AcceptedFiles.Remembered run = new AcceptedFiles.Remembered(
                "scripted",
                List.of(),
                IntStream.range(0, 1000)
                        .mapToObj(i -> new AcceptedFiles.Remembered.Entry(
                                "file-" + i, "sha256 of " + i, NOW, common.of(SampleRuns.trusted())))
                        .toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        RecordCodec.write(run, new DataOutputStream(bytes));

        assertThat(bytes.size()).isLessThan(1000 * 400);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        AcceptedFiles.Remembered read = (AcceptedFiles.Remembered) RecordCodec.read(AcceptedFiles.Remembered.class, in);
        assertThat(read).isEqualTo(run);
        assertThat(read.entries().stream()
                        .flatMap(e -> e.verdict().signatures().stream())
                        .map(s -> System.identityHashCode(s.signer().orElseThrow()))
                        .distinct())
                .hasSize(1);
    }

    private AcceptedFiles at(Instant instant) throws InterruptedException {
        return AcceptedFiles.of(bench.plan(), "1", fixed(instant));
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
