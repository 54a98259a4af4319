package io.github.authenticode.run.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.testing.TickingClock;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.SecondJudge;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VerificationRunTest {
    private static final Opinion ACCEPTS =
            new Opinion("judge", Optional.empty(), Opinion.Stance.ACCEPTS, Optional.empty());

    @TempDir
    Path folder;

    @Test
    void eachFileIsRecordedWithItsContentAndVerdict() throws Exception {
        Bench bench = new Bench(folder);
        Path signed = bench.addSigned("signed.exe", "old");
        Path unsigned = bench.add("unsigned.exe", "program");
        Files.delete(bench.add("gone.exe", ""));
        VerificationRun run =
                new VerificationRun(bench.verifier, new TickingClock(Instant.EPOCH, Duration.ofSeconds(1)));

        List<VerifiedFile> verified = run.run(bench.files, 1, (position, total, file) -> {});

        assertThat(verified)
                .containsExactly(
                        new VerifiedFile(
                                bench.files.get(0),
                                Files.size(signed),
                                Optional.of(Fingerprint.of(signed).sha256()),
                                Duration.ofSeconds(1),
                                bench.verdict(signed)),
                        new VerifiedFile(
                                bench.files.get(1),
                                7,
                                Optional.of(Fingerprint.of(unsigned).sha256()),
                                Duration.ofSeconds(1),
                                bench.verdict(unsigned)),
                        new VerifiedFile(
                                bench.files.get(2),
                                0,
                                Optional.empty(),
                                Duration.ofSeconds(1),
                                bench.verdict(folder.resolve("gone.exe"))));
    }

    @Test
    void resultsAndTheirStoryKeepTheOrderOfTheFiles() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("first.exe", "old");
        bench.addSigned("second.exe", "old");
        CountDownLatch secondEnded = new CountDownLatch(1);
        VerificationRun run = new VerificationRun(
                (file, format) -> {
                    if (file.endsWith("first.exe")) {
                        await(secondEnded);
                    }
                    return new Verdict(List.of(), List.of());
                },
                Clock.systemUTC());
        List<String> ends = new ArrayList<>();

        List<VerifiedFile> verified = run.run(bench.files, 2, new VerificationProgress() {
            @Override
            public void ended(VerifiedFile file) {
                secondEnded.countDown();
            }

            @Override
            public void finished(int position, int total, VerifiedFile file) {
                ends.add(position + "/" + total + " " + file.file().name());
            }
        });

        assertThat(verified).extracting(v -> v.file().name()).containsExactly("first.exe", "second.exe");
        assertThat(ends).containsExactly("1/2 first.exe", "2/2 second.exe");
    }

    @Test
    void heapThatOverflowsOverOneFileIsThatFilesFailure() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("bad.exe", "old");
        bench.addSigned("good.exe", "old");
        ScriptedVerifier scripted = new ScriptedVerifier();
        VerificationRun run = new VerificationRun(
                (file, format) -> {
                    if (file.endsWith("bad.exe")) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return scripted.verify(file, format);
                },
                Clock.systemUTC());

        List<VerifiedFile> verified = run.run(bench.files, 1, (position, total, file) -> {});

        assertThat(verified.get(0).verdict().violations())
                .extracting(Violation::message)
                .containsExactly("The file could not be judged: the verifier crashed with"
                        + " java.lang.OutOfMemoryError: Java heap space.");
        assertThat(verified.get(1).verdict().isTrusted()).isTrue();
    }

    @Test
    void crashOfTheVerifierIsAViolationOfThatFileOnly() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("bad.exe", "old");
        bench.addSigned("good.exe", "old");
        ScriptedVerifier scripted = new ScriptedVerifier();
        VerificationRun run = new VerificationRun(
                (file, format) -> {
                    if (file.endsWith("bad.exe")) {
                        throw new StackOverflowError();
                    }
                    return scripted.verify(file, format);
                },
                Clock.systemUTC());

        List<VerifiedFile> verified = run.run(bench.files, 1, (position, total, file) -> {});

        assertThat(verified.get(0).verdict().violations())
                .containsExactly(new Violation(
                        ViolationCode.TRUST_E_FAIL,
                        "The file could not be judged: the verifier crashed with java.lang.StackOverflowError."));
        assertThat(verified.get(1).verdict().isTrusted()).isTrue();
    }

    @Test
    void digestAndVerdictAreOfTheSameContent() throws Exception {
        Bench bench = new Bench(folder);
        Path file = bench.addSigned("app.exe", "old");
        byte[] other = Bench.signed("other.exe", "old");
        AtomicInteger verdicts = new AtomicInteger();
        ScriptedVerifier scripted = new ScriptedVerifier();
        VerificationRun run = new VerificationRun(
                (path, format) -> {
                    Verdict verdict = scripted.verify(path, format);
                    if (verdicts.incrementAndGet() == 1) {
                        overwrite(path, other);
                    }
                    return verdict;
                },
                Clock.systemUTC());

        VerifiedFile verified =
                run.run(bench.files, 1, (position, total, done) -> {}).get(0);

        assertThat(verdicts).hasValue(2);
        assertThat(verified.sha256()).contains(Fingerprint.of(file).sha256());
        assertThat(verified.verdict().isTrusted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileThatChangesAllTheTimeIsNotTrusted(boolean sameSize) throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("app.exe", "old");
        AtomicInteger verdicts = new AtomicInteger();
        ScriptedVerifier scripted = new ScriptedVerifier();
        VerificationRun run = new VerificationRun(
                (path, format) -> {
                    Verdict verdict = scripted.verify(path, format);
                    int number = verdicts.incrementAndGet();
                    overwrite(path, Bench.signed(sameSize ? "other.ex" + number : "o".repeat(number), "old"));
                    return verdict;
                },
                Clock.systemUTC());

        VerifiedFile verified =
                run.run(bench.files, 1, (position, total, done) -> {}).get(0);

        assertThat(verified.verdict().violations())
                .containsExactly(new Violation(
                        ViolationCode.CRYPT_E_FILE_ERROR,
                        "The file was changed while it was verified. Let nothing write to it, then verify it again."));
    }

    private static void overwrite(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bothJudgesWorkAtTheSameTimeAndEachFileEndsWhenBothHaveSpoken() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("first.exe", "old");
        bench.addSigned("second.exe", "old");
        CountDownLatch firstSpokenOf = new CountDownLatch(1);
        CountDownLatch firstEnded = new CountDownLatch(1);
        SecondOpinion second = second(listener -> {
            listener.judged(0, ACCEPTS);
            firstSpokenOf.countDown();
            await(firstEnded);
            listener.judged(1, ACCEPTS);
        });
        Verifier waiting = (file, format) -> {
            await(firstSpokenOf);
            return bench.verifier.verify(file, format);
        };
        List<String> ends = new ArrayList<>();

        List<VerifiedFile> verified = new VerificationRun(waiting, Optional.of(second), Clock.systemUTC())
                .run(bench.files, 1, (position, total, file) -> {
                    ends.add(position + "/" + total + " " + file.file().name());
                    firstEnded.countDown();
                });

        assertThat(ends).containsExactly("1/2 first.exe", "2/2 second.exe");
        assertThat(verified).allSatisfy(v -> {
            assertThat(v.opinion()).contains(ACCEPTS);
            assertThat(v.isGood()).isTrue();
        });
    }

    @Test
    void aSecondJudgeThatCrashesHasNoOpinionAndCostsNoVerdict() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("first.exe", "old");
        bench.addSigned("second.exe", "old");
        SecondOpinion second = second(listener -> {
            listener.judged(1, ACCEPTS);
            throw new IllegalStateException("boom");
        });

        List<VerifiedFile> verified = new VerificationRun(bench.verifier, Optional.of(second), Clock.systemUTC())
                .run(bench.files, 1, (position, total, file) -> {});

        assertThat(verified.get(0).verdict().isTrusted()).isTrue();
        assertThat(verified.get(0).problems())
                .containsExactly(SampleProblem.of(
                        "second-opinion-missing",
                        "judge gave no opinion of the file. The file could not be judged by judge: it crashed with"
                                + " java.lang.IllegalStateException: boom.",
                        "Run Maven with -X and look at what judge says. Build again, or set"
                                + " <secondOpinion>none</secondOpinion>."));
        assertThat(verified.get(1).isGood()).isTrue();
    }

    @Test
    void aFileThatTheSecondJudgePassesOverIsNotWaitedFor() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("app.exe", "old");

        List<VerifiedFile> verified = new VerificationRun(
                        bench.verifier, Optional.of(second(listener -> {})), Clock.systemUTC())
                .run(bench.files, 1, (position, total, file) -> {});

        assertThat(verified.get(0).problems())
                .extracting(Problem::cause)
                .containsExactly(
                        "judge gave no opinion of the file. The file could not be judged by judge: it said nothing"
                                + " of the file.");
    }

    @Test
    void interruptionEndsTheRun() throws Exception {
        Bench bench = new Bench(folder);
        bench.addSigned("app.exe", "old");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new VerificationRun(bench.verifier, Clock.systemUTC())
                        .run(bench.files, 1, (position, total, file) -> {}))
                .isInstanceOf(InterruptedException.class);
    }

    /** A judge that must accept every file. */
    private static SecondOpinion second(Consumer<SecondJudge.Listener> says) {
        SecondJudge judge = new SecondJudge() {
            @Override
            public String name() {
                return "judge";
            }

            @Override
            public void judge(List<PlannedFile> files, Listener listener) {
                says.accept(listener);
            }
        };
        return new SecondOpinion(judge, new OpinionRules(true, true, Optional.empty()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
