package io.github.authenticode.run.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.RunInAnotherJvm;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.ChildJvm;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.ScriptedEngine.Behaviour;
import io.github.authenticode.testing.run.ScriptedSignatures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Behaviour REFUSES =
            task -> new Attempt.Failed(SampleProblem.of("refused", "No.", "Ask again."), false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void nextRunFinishesWhatAnEarlierOneBeganAndSignsNothingTwice(ExistingSignature existing) throws Exception {
        Bench first = bench(existing);
        first.engine.on("c.exe", REFUSES);
        List<FileResult> before = first.run();
        byte[] signed = Files.readAllBytes(folder.resolve("a.exe"));

        Bench second = bench(existing);
        List<FileResult> after = second.run();

        assertThat(second.engine.calls()).containsExactly(List.of("c.exe#1"));
        assertThat(folder.resolve("a.exe")).hasBinaryContent(signed);
        assertThat(after.get(0).outcome())
                .isEqualTo(new Outcome.Signed(second.verdict(folder.resolve("a.exe")), SignatureOrigin.EARLIER_RUN));
        assertThat(after.get(0).sha256Before()).isEqualTo(before.get(0).sha256Before());
        assertThat(after.get(0).sha256After()).isEqualTo(before.get(0).sha256After());
        assertThat(after.get(0).attempts()).isEqualTo(1);
        assertThat(after.get(0).operations()).containsExactly("operation of a.exe");
        assertThat(after.get(2).outcome()).isEqualTo(new Outcome.Signed(second.verdict(folder.resolve("c.exe"))));
        assertThat(second.verdict(folder.resolve("b.exe")).signatures()).hasSize(1);
        assertThat(second.leftInWorkFolder()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void clockThatWasSetBackBetweenTwoRunsCostsNoSecondSignature(ExistingSignature existing) throws Exception {
        Bench first = bench(existing);
        first.clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        first.engine.on("c.exe", REFUSES);
        first.run();
        byte[] signed = Files.readAllBytes(folder.resolve("a.exe"));

        Bench second = bench(existing);
        second.clock = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        List<FileResult> results = second.run();

        assertThat(results)
                .extracting(r -> r.outcome() instanceof Outcome.Signed s ? s.origin() : null)
                .containsExactly(SignatureOrigin.EARLIER_RUN, SignatureOrigin.EARLIER_RUN, SignatureOrigin.ENGINE);
        assertThat(results).noneMatch(r -> r.duration().isNegative());
        assertThat(second.engine.calls()).containsExactly(List.of("c.exe#1"));
        assertThat(folder.resolve("a.exe")).hasBinaryContent(signed);
        assertThat(second.verdict(folder.resolve("c.exe")).isTrusted()).isTrue();
        assertThat(second.leftInWorkFolder()).isEmpty();
    }

    @Test
    void reportSaysOfBothRunsWhatWasSpared() throws Exception {
        Bench first = bench(ExistingSignature.SKIP);
        first.engine.on("c.exe", REFUSES);
        assertThat(first.run()).noneMatch(FileResult::isSpared);

        Bench second = bench(ExistingSignature.SKIP);
        second.add("d.exe", "program c.exe");
        second.addSigned("e.exe", "scripted");

        // By the earlier run twice, by an engine, as an identical file, and since it was signed already.
        assertThat(second.run()).extracting(FileResult::isSpared).containsExactly(true, true, false, true, true);
    }

    @Test
    void journalEndsWithTheRunThatFindsEveryFileGood() throws Exception {
        bench(ExistingSignature.REPLACE).run();

        Bench again = bench(ExistingSignature.REPLACE);

        assertThat(again.run())
                .allMatch(
                        r -> r.outcome() instanceof Outcome.Signed signed && signed.origin() == SignatureOrigin.ENGINE);
        assertThat(again.engine.calls()).hasSize(3);
    }

    @Test
    void resultsThatNoReportHasYetAreStillKnownToTheNextRun() throws Exception {
        Bench first = bench(ExistingSignature.REPLACE);
        List<Runnable> later = new ArrayList<>();
        first.reuse = ReuseOptions.NONE.whenReported(later::add);
        first.run();

        Bench second = bench(ExistingSignature.REPLACE);
        assertThat(second.run())
                .allMatch(r ->
                        r.outcome() instanceof Outcome.Signed signed && signed.origin() == SignatureOrigin.EARLIER_RUN);

        assertThat(second.engine.calls()).isEmpty();
        assertThat(second.leftInWorkFolder()).isEmpty();
    }

    @Test
    void journalOfAnotherPlanIsLeftAlone() throws Exception {
        Bench first = bench(ExistingSignature.REPLACE);
        first.engine.on("c.exe", REFUSES);
        first.run();

        Bench other = bench(ExistingSignature.REPLACE);
        other.timestamped = false;
        other.reuse = remarking(other);
        other.run();

        assertThat(other.engine.calls()).hasSize(3);
        assertThat(other.debug)
                .containsExactly("Journals of other plans in " + other.work + ", which are left alone: 1");
        assertThat(other.leftInWorkFolder()).hasSize(1);
    }

    @Test
    void fileThatChangedSinceIsSignedAgain() throws Exception {
        Bench first = bench(ExistingSignature.REPLACE);
        first.engine.on("c.exe", REFUSES);
        first.run();
        Files.writeString(folder.resolve("a.exe"), "built again");

        Bench second = bench(ExistingSignature.REPLACE);
        second.run();

        assertThat(second.engine.calls()).containsExactly(List.of("a.exe#1"), List.of("c.exe#1"));
    }

    @Test
    void tornLastLineCountsForNothingAndSpoilsNoOther() throws Exception {
        Bench first = bench(ExistingSignature.REPLACE);
        first.engine.on("c.exe", REFUSES);
        first.run();
        Path journal = first.leftInWorkFolder().get(0);
        long whole = Files.size(journal);
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(whole - 10);
        }

        Bench second = bench(ExistingSignature.REPLACE);
        second.run();

        assertThat(second.engine.calls()).containsExactly(List.of("b.exe#1"), List.of("c.exe#1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tb\tc\tone\t1\t",
                "a\tb\tc\t1\tlong\t",
                "a\tb\tc\t99999999999\t1\t",
                "%zz\tb\tc\t1\t1\t",
                "a\tb\tc\t1\t1\t%"
            })
    void lineWithAGoodDigestAndNoNumberOrNameIsSkippedAndStopsNoRun(String fields) throws Exception {
        byte[] digest = Fingerprint.digest(fields.getBytes(StandardCharsets.UTF_8));
        String line = fields + "\t" + HexFormat.of().formatHex(digest, 0, 8);
        assertThat(SigningRecord.of(line)).isEmpty();
        Bench first = bench(ExistingSignature.REPLACE);
        first.engine.on("c.exe", REFUSES);
        first.run();
        Path journal = first.leftInWorkFolder().get(0);
        Files.writeString(journal, line + "\n" + Files.readString(journal));

        Bench second = bench(ExistingSignature.REPLACE);
        second.run();

        assertThat(second.engine.calls()).containsExactly(List.of("c.exe#1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\t", "a\tb\tc\td\te\tf\tg", "\u0000\u0000\u0000", "0123456789abcdef"})
    void whatIsNoRecordIsNone(String line) {
        assertThat(SigningRecord.of(line)).isEmpty();
    }

    @Test
    void recordComesBackWhateverItsNameHolds() {
        SigningRecord record = new SigningRecord(
                "dist/a\tb\n c,d é.exe", "00", "11", 3, Duration.ofMillis(1234), List.of("x y", "a,b"));

        assertThat(SigningRecord.of(record.line())).contains(record);
        assertThat(record.line()).doesNotContain("\n");
    }

    @Test
    void announcedFileThatWasNeverReplacedIsSigned() throws Exception {
        Bench first = bench(ExistingSignature.REPLACE);
        first.disk = new FileOperations() {
            @Override
            public void move(Path source, Path target) throws IOException {
                if (target.endsWith("b.exe")) {
                    throw new FileSystemException(target.toString(), null, "Input/output error");
                }
                FileOperations.super.move(source, target);
            }
        };
        first.run();

        Bench second = bench(ExistingSignature.REPLACE);
        second.run();

        assertThat(second.engine.calls()).containsExactly(List.of("b.exe#1"));
    }

    @Test
    void journalThatCannotBeWrittenCostsOneWarningAndNoFile() throws Exception {
        Bench bench = bench(ExistingSignature.SKIP);
        bench.reuse = remarking(bench);
        bench.disk = new FileOperations() {
            @Override
            public void append(FileChannel file, byte[] content) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.warnings)
                .containsExactly("The journal in " + bench.work + " cannot be written (No space left on device), so"
                        + " that a run after an interruption may sign files again. Free space on that disk.");
    }

    /** One run begins while another one is at its first file, and does all the work. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAIL")
    void fileThatAnotherRunSignedMeanwhileIsDoneAndStaysAsItIs(ExistingSignature existing) throws Exception {
        Bench slow = bench(existing);
        Behaviour signing = signing();
        slow.engine.on("a.exe", task -> {
            runUnchecked(bench(existing));
            return signing.of(task);
        });

        List<FileResult> results = slow.run();

        assertThat(slow.engine.calls()).containsExactly(List.of("a.exe#1"));
        for (String name : List.of("a.exe", "b.exe", "c.exe")) {
            assertThat(slow.verdict(folder.resolve(name)).signatures()).hasSize(1);
        }
        assertThat(results)
                .allMatch(r ->
                        r.outcome() instanceof Outcome.Signed signed && signed.origin() == SignatureOrigin.EARLIER_RUN);
        assertThat(slow.leftInWorkFolder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "replace", "append"})
    void twoProcessesInOneFolderSignEveryFileOnceAndFailNone(String existing) throws Exception {
        Files.createDirectories(folder.resolve("files"));
        for (int i = 0; i < 60; i++) {
            Files.writeString(folder.resolve("files").resolve(String.format("%02d.exe", i)), "program " + i);
        }
        List<String> lines = new ArrayList<>();
        try (ChildJvm one = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), "one", existing);
                ChildJvm other = ChildJvm.start(RunInAnotherJvm.class, folder.toString(), "other", existing)) {
            // They begin together, and do the same in the same order.
            assertThat(List.of(one.nextLine(), other.nextLine())).containsOnly("ready");
            one.release();
            other.release();
            lines.addAll(one.remainingLines());
            lines.addAll(other.remainingLines());
        }

        assertThat(lines).hasSize(120).allMatch(l -> l.startsWith("Signed ") || l.startsWith("Skipped "));
        Bench bench = RunInAnotherJvm.bench(folder);
        for (int i = 0; i < 60; i++) {
            Path file = folder.resolve("files").resolve(String.format("%02d.exe", i));
            assertThat(bench.verdict(file).isTrusted()).isTrue();
            assertThat(bench.verdict(file).signatures())
                    .as("%s, %s", file, lines)
                    .hasSize(1);
        }
        assertThat(Bench.below(folder.resolve("files"))).hasSize(60);
    }

    private static void runUnchecked(Bench bench) throws IOException, InterruptedException {
        try {
            assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        } catch (ProblemException e) {
            throw new AssertionError(e);
        }
    }

    private static ReuseOptions remarking(Bench bench) {
        return ReuseOptions.NONE.telling(bench.runLog());
    }

    private static Behaviour signing() {
        return task -> {
            Files.write(task.file(), ScriptedSignatures.sign(Files.readAllBytes(task.file()), "scripted"));
            return new Attempt.Done(List.of("operation of " + task.file().getFileName()));
        };
    }

    private Bench bench(ExistingSignature existing) throws IOException {
        Bench bench = new Bench(folder);
        bench.existingSignature = existing;
        bench.engine.onOthers(signing());
        for (String name : List.of("a.exe", "b.exe", "c.exe")) {
            if (Files.exists(folder.resolve(name))) {
                bench.addPlanned(folder.resolve(name), name);
            } else {
                bench.add(name, "program " + name);
            }
        }
        return bench;
    }
}
