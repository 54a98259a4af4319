package io.github.authenticode.run.reuse;

import static io.github.authenticode.testing.run.ScriptedEngine.failing;
import static io.github.authenticode.testing.run.ScriptedEngine.signing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.SigningProgress;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.testing.run.ScriptedSignatures;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identical files cost one signature in a whole build. */
@Timeout(60)
class IdenticalFilesTest {
    @TempDir
    Path folder;

    private final BuildSignatures buildSignatures = new BuildSignatures();

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "1,16", "5,1", "5,2", "100,1"})
    void identicalFilesAreSignedOnceWhateverTheConcurrencyAndTheBatch(int batchSize, int concurrency) throws Exception {
        Bench bench = new Bench(folder, batchSize);
        bench.concurrency = concurrency;
        for (int i = 0; i < 40; i++) {
            bench.add(i + ".exe", "program " + i % 4);
        }

        List<FileResult> results = bench.run();

        assertThat(bench.engine.staged()).hasSize(4);
        assertThat(results).hasSize(40).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(results)
                .filteredOn(r -> origin(r) == SignatureOrigin.IDENTICAL_FILE)
                .hasSize(36)
                .allMatch(r -> r.attempts() == 0);
        for (int i = 4; i < 40; i++) {
            assertThat(bench.files.get(i).path())
                    .hasSameBinaryContentAs(bench.files.get(i % 4).path());
        }
        assertThat(bench.leftInWorkFolder()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theyAreSignedOnceWhateverIsDoneWithEarlierSignatures(ExistingSignature existing) throws Exception {
        Bench bench = new Bench(folder);
        bench.existingSignature = existing;
        bench.engine.onOthers(task -> {
            Files.write(task.file(), ScriptedSignatures.sign(Files.readAllBytes(task.file()), "scripted"));
            return new Attempt.Done();
        });
        byte[] before = existing == ExistingSignature.APPEND
                ? Bench.signed("program", "earlier")
                : "program".getBytes(StandardCharsets.UTF_8);
        Path one = bench.add("one.exe", before);
        Path two = bench.add("two.exe", before);

        assertThat(bench.run())
                .extracting(IdenticalFilesTest::origin)
                .containsExactly(SignatureOrigin.ENGINE, SignatureOrigin.IDENTICAL_FILE);
        assertThat(bench.engine.calls()).hasSize(1);
        assertThat(two).hasSameBinaryContentAs(one);
    }

    @Test
    void oneThatWaitsKeepsNoThreadFromTheOthers() throws Exception {
        Bench bench = new Bench(folder);
        bench.concurrency = 2;
        for (int i = 0; i < 20; i++) {
            bench.add("twin" + i + ".exe", "program");
        }
        CountDownLatch otherIsSigned = new CountDownLatch(1);
        bench.add("other.exe", "another program");
        bench.engine.on("other.exe", task -> {
            otherIsSigned.countDown();
            return signing("scripted").of(task);
        });
        bench.engine.onOthers(task -> {
            otherIsSigned.await();
            return signing("scripted").of(task);
        });

        assertThat(bench.run()).hasSize(21).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.engine.calls()).hasSize(2);
    }

    @Test
    void oneThatWaitsIsNotCountedAmongThoseInFlight() throws Exception {
        Bench bench = new Bench(folder);
        bench.concurrency = 3;
        for (int i = 0; i < 30; i++) {
            bench.add(i + ".exe", "program " + i % 5);
        }
        List<Integer> inFlight = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger now = new AtomicInteger();
        bench.progress = new SigningProgress() {
            @Override
            public void started(int files) {
                inFlight.add(now.addAndGet(files));
            }

            @Override
            public void ended(FileResult result) {
                inFlight.add(now.decrementAndGet());
            }

            @Override
            public void finished(int position, int total, FileResult result) {}
        };

        bench.run();

        assertThat(inFlight).allMatch(files -> files >= 0 && files <= 3).endsWith(0);
    }

    @Test
    void twinsLeaveTheBatchAndAreFilledInAfterIt() throws Exception {
        Bench bench = new Bench(folder, 6);
        bench.engine.with(Parallelism.NONE);
        for (String name : List.of("a1", "b1", "a2", "b2", "c1", "a3")) {
            bench.add(name + ".exe", name.substring(0, 1));
        }

        assertThat(bench.run()).allMatch(r -> r.outcome() instanceof Outcome.Signed);
        assertThat(bench.engine.calls()).containsExactly(List.of("a1.exe#1", "b1.exe#1", "c1.exe#1"));
    }

    @Test
    void laterExecutionsAndModulesTakeWhatWasSigned() throws Exception {
        Bench first = module("one");
        Path signed = first.add("lib.dll", "library");
        first.engine.onOthers(task -> {
            signing("scripted").of(task);
            return new Attempt.Done(List.of("operation-1"));
        });
        first.run();

        Bench second = module("two");
        Path copy = second.add("other.dll", "library");
        FileResult result = second.runOne();

        assertThat(result.outcome())
                .isEqualTo(new Outcome.Signed(second.verdict(copy), SignatureOrigin.IDENTICAL_FILE));
        assertThat(result.operations()).containsExactly("operation-1");
        assertThat(second.engine.calls()).isEmpty();
        assertThat(copy).hasSameBinaryContentAs(signed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void modulesThatAreBuiltAtOnceSignTheSameFilesOnce(int concurrency) throws Exception {
        List<Bench> modules = new ArrayList<>();
        CountDownLatch allThere = new CountDownLatch(4);
        for (int m = 0; m < 4; m++) {
            Bench module = module("module" + m);
            module.concurrency = concurrency;
            for (int i = 0; i < 12; i++) {
                // Each module begins with another one, and comes to those of its neighbours while these are at work.
                module.add(i + ".dll", "library " + (i + 3 * m) % 12);
            }
            modules.add(module);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<FileResult>>> runs = new ArrayList<>();
            for (Bench module : modules) {
                runs.add(threads.submit(() -> {
                    allThere.countDown();
                    allThere.await();
                    return module.run();
                }));
            }
            for (Future<List<FileResult>> run : runs) {
                assertThat(run.get()).hasSize(12).allMatch(r -> r.outcome() instanceof Outcome.Signed);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(modules.stream().mapToInt(m -> m.engine.calls().size()).sum())
                .isEqualTo(12);
    }

    @Test
    void oneThatWaitsForAModuleThatIsInterruptedSignsItself() throws Exception {
        Bench doomed = module("doomed");
        doomed.add("lib.dll", "library");
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        doomed.engine.onOthers(task -> {
            atWork.countDown();
            othersWait.await();
            throw new InterruptedException();
        });
        Bench other = module("other");
        other.add("lib.dll", "library");
        other.progress = whenAFileWaits(othersWait::countDown);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<FileResult>> interrupted = threads.submit(doomed::run);
            atWork.await();
            Future<List<FileResult>> good = threads.submit(other::run);

            assertThat(good.get()).extracting(IdenticalFilesTest::origin).containsExactly(SignatureOrigin.ENGINE);
            assertThatThrownBy(interrupted::get).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void interruptionEndsARunThatOnlyWaits() throws Exception {
        Bench slow = module("slow");
        slow.add("lib.dll", "library");
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        slow.engine.onOthers(task -> {
            atWork.countDown();
            end.await();
            return signing("scripted").of(task);
        });
        Bench waiting = module("waiting");
        Path file = waiting.add("lib.dll", "library");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<List<FileResult>> signed = threads.submit(slow::run);
            atWork.await();
            Thread runner = Thread.currentThread();
            waiting.progress = whenAFileWaits(runner::interrupt);

            assertThatThrownBy(waiting::run).isInstanceOf(InterruptedException.class);
            assertThat(file).hasContent("library");
            end.countDown();
            assertThat(signed.get()).extracting(IdenticalFilesTest::origin).containsExactly(SignatureOrigin.ENGINE);
        } finally {
            threads.shutdownNow();
        }
        assertThat(waiting.leftInWorkFolder()).isEmpty();
    }

    @Test
    void nextOneIsTriedWhereTheFirstOneFails() throws Exception {
        Bench bench = new Bench(folder);
        bench.engine.on("a.exe", failing(false));
        for (String name : List.of("a.exe", "b.exe", "c.exe", "d.exe")) {
            bench.add(name, "program");
        }

        List<FileResult> results = bench.run();

        assertThat(bench.engine.calls()).containsExactly(List.of("a.exe#1"), List.of("b.exe#1"));
        assertThat(results.get(0).outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(results.subList(1, 4))
                .extracting(IdenticalFilesTest::origin)
                .containsExactly(
                        SignatureOrigin.ENGINE, SignatureOrigin.IDENTICAL_FILE, SignatureOrigin.IDENTICAL_FILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void twoFailuresAreEnoughAndTheOthersSayWhose(int batchSize) throws Exception {
        Bench bench = new Bench(folder, batchSize);
        bench.engine.onOthers(failing(false));
        for (int i = 0; i < 50; i++) {
            bench.add(String.format("%02d.exe", i), "program");
        }

        List<FileResult> results = bench.run();

        assertThat(bench.engine.calls()).containsExactly(List.of("00.exe#1"), List.of("01.exe#1"));
        assertThat(results).hasSize(50).allMatch(r -> r.outcome() instanceof Outcome.Failed);
        assertThat(Bench.problem(results.get(49)).text())
                .isEqualTo(
                        "49.exe has the same content as 01.exe, which failed. The engine failed on 01.exe. Change the"
                                + " script.");
        assertThat(Bench.problem(results.get(49)).id()).isEqualTo("scripted");
    }

    @Test
    void diskThatFailsUnderOneFileIsNoFailureOfTheOthers() throws Exception {
        Bench bench = new Bench(folder);
        bench.disk = new FileOperations() {
            @Override
            public void move(Path source, Path target) throws IOException {
                if (!target.endsWith("4.exe")) {
                    throw new FileSystemException(target.toString(), null, "Input/output error");
                }
                FileOperations.super.move(source, target);
            }
        };
        for (int i = 0; i < 5; i++) {
            bench.add(i + ".exe", "program");
        }

        List<FileResult> results = bench.run();

        assertThat(results.subList(0, 4)).allMatch(r -> r.outcome() instanceof Outcome.Failed);
        assertThat(origin(results.get(4))).isEqualTo(SignatureOrigin.ENGINE);
    }

    @Test
    void diskThatIsFullForTheCopyFailsItAndLeavesItAsItWas() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("a.exe", "program");
        Path second = bench.add("b.exe", "program");
        bench.disk = new FileOperations() {
            @Override
            public void copy(Path source, Path target) throws IOException {
                if (target.endsWith("b.exe")) {
                    Files.writeString(target, "half");
                    throw new FileSystemException(target.toString(), null, "No space left on device");
                }
                FileOperations.super.copy(source, target);
            }
        };

        List<FileResult> results = bench.run();

        assertThat(origin(results.get(0))).isEqualTo(SignatureOrigin.ENGINE);
        assertThat(Bench.problem(results.get(1)).id()).isEqualTo("disk-full");
        assertThat(second).hasContent("program");
        assertThat(bench.engine.calls()).hasSize(1);
        assertThat(bench.leftInWorkFolder()).hasSize(1); // the journal
    }

    @Test
    void copyIsVerifiedAndWhatThisPolicyRefusesIsSignedAgain() throws Exception {
        Bench first = module("one");
        first.add("lib.dll", "library");
        first.run();

        Bench strict = module("two");
        strict.verifier = new ScriptedVerifier(
                Map.of("scripted", List.of(new Violation(ViolationCode.CERT_E_UNTRUSTEDROOT, "Not this one."))));
        strict.engine.onOthers(signing("another"));
        strict.add("lib.dll", "library");

        assertThat(origin(strict.runOne())).isEqualTo(SignatureOrigin.ENGINE);
        assertThat(strict.engine.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed", "deleted"})
    void firstOneThatIsNoLongerWhatItWasIsNotCopied(String what) throws Exception {
        Bench first = module("one");
        Path signed = first.add("lib.dll", "library");
        first.run();
        if (what.equals("changed")) {
            Files.write(signed, Bench.signed("something else", "scripted"));
        } else {
            Files.delete(signed);
        }

        Bench second = module("two");
        Path file = second.add("lib.dll", "library");
        assertThat(origin(second.runOne())).isEqualTo(SignatureOrigin.ENGINE);
        assertThat(file).hasBinaryContent(Bench.signed("library", "scripted"));
        Bench third = module("three");
        third.add("lib.dll", "library");
        assertThat(origin(third.runOne())).isEqualTo(SignatureOrigin.IDENTICAL_FILE);
    }

    @Test
    void sameTextInTwoLanguagesIsSignedTwice() throws Exception {
        Bench bench = new Bench(folder);
        for (FileFormat format : List.of(FileFormat.POWERSHELL, FileFormat.VBSCRIPT)) {
            Path path = folder.resolve("x." + format.extensions().get(0));
            Files.writeString(path, "text");
            bench.files.add(new PlannedFile(path, path.getFileName().toString(), format));
        }

        assertThat(bench.run()).extracting(IdenticalFilesTest::origin).containsOnly(SignatureOrigin.ENGINE);
    }

    @Test
    void otherOptionsMakeAnotherSignature() throws Exception {
        Bench first = module("one");
        first.add("lib.dll", "library");
        first.run();
        Bench second = module("two");
        second.timestamped = false;
        second.add("lib.dll", "library");

        assertThat(origin(second.runOne())).isEqualTo(SignatureOrigin.ENGINE);
    }

    @Test
    void withACacheTheFirstOneIsLookedForThereAndKeptThereOnce() throws Exception {
        Path cache = folder.resolve("cache");
        Bench first = module("one").caching(cache);
        first.add("a.dll", "library");
        first.add("b.dll", "library");
        first.timestamped = false;
        first.run();

        Bench second = new Bench(folder.resolve("two")).caching(cache);
        second.timestamped = false;
        second.add("a.dll", "library");
        second.add("b.dll", "library");

        assertThat(second.run())
                .extracting(IdenticalFilesTest::origin)
                .containsExactly(SignatureOrigin.CACHE, SignatureOrigin.IDENTICAL_FILE);
        assertThat(first.engine.calls()).hasSize(1);
        assertThat(second.engine.calls()).isEmpty();
    }

    @Test
    void runThatGoesOnTakesWhatTheInterruptedOneHasSigned() throws Exception {
        Bench first = new Bench(folder);
        first.add("a.exe", "program");
        first.add("b.exe", "another program");
        first.engine.on("b.exe", failing(false));
        first.add("c.exe", "program");
        first.disk = new FileOperations() {
            @Override
            public void move(Path source, Path target) throws IOException {
                if (target.endsWith("c.exe")) {
                    throw new FileSystemException(target.toString(), null, "Input/output error");
                }
                FileOperations.super.move(source, target);
            }
        };
        first.run();

        Bench second = new Bench(folder);
        for (String name : List.of("a.exe", "b.exe", "c.exe")) {
            second.addPlanned(folder.resolve(name), name);
        }

        assertThat(second.run())
                .extracting(IdenticalFilesTest::origin)
                .containsExactly(SignatureOrigin.EARLIER_RUN, SignatureOrigin.ENGINE, SignatureOrigin.IDENTICAL_FILE);
        assertThat(second.engine.calls()).containsExactly(List.of("b.exe#1"));
    }

    private Bench module(String name) {
        Bench module = new Bench(folder.resolve(name));
        module.buildSignatures = buildSignatures;
        return module;
    }

    /** A file that waits for an identical one is no longer counted as started. */
    private static SigningProgress whenAFileWaits(Runnable then) {
        return new SigningProgress() {
            @Override
            public void started(int files) {
                if (files < 0) {
                    then.run();
                }
            }

            @Override
            public void finished(int position, int total, FileResult result) {}
        };
    }

    private static SignatureOrigin origin(FileResult result) {
        if (result.outcome() instanceof Outcome.Signed signed) {
            return signed.origin();
        }
        throw new AssertionError(result);
    }
}
