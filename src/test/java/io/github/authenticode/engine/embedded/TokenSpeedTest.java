package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.token.TokenSession;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.SoftHsm;
import io.github.authenticode.testing.sample.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 programs with a key in this JVM, with the same key in SoftHSM, and 200 digests with SoftHSM alone. Prints what
 * each took.
 */
class TokenSpeedTest {
    private static final int FILES = 200;
    private static final int THREADS = 8;

    @TempDir
    Path folder;

    @Test
    void twoHundredProgramsAreSignedOnAToken() throws Exception {
        assumeTrue(SoftHsm.isInstalled(), "SoftHSM 2 and OpenSC are not installed");
        Issued signer = Issued.root("CN=Root").signer("CN=Signer", Issued.keys("RSA", 3072));
        SoftHsm hsm = new SoftHsm(Files.createDirectory(folder.resolve("hsm")))
                .token("speed")
                .key("speed", "signing", "01", signer.key())
                .certificate("speed", "signing", "01", signer.certificate());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (JsignEngine local = new JsignEngine(signer.source(), options(), Optional.empty());
                JsignEngine token = new JsignEngine(
                        TokenKeys.open(identity(), memory(), hsm.settings(new ArrayList<>())),
                        options(),
                        Optional.empty());
                TokenSession alone = TokenSession.open(identity(), memory(), hsm.settings(new ArrayList<>()))) {
            millis(pool, programs("warm"), local);
            System.out.println(FILES + " programs, key in this JVM: " + millis(pool, programs("local"), local) + " ms");
            System.out.println(FILES + " programs, key in SoftHSM: " + millis(pool, programs("token"), token) + " ms");
            System.out.println(FILES + " digests, SoftHSM alone: " + millisAlone(pool, alone) + " ms");
        } finally {
            pool.shutdownNow();
        }
    }

    private static long millis(ExecutorService pool, List<Path> files, JsignEngine engine) throws Exception {
        List<Callable<List<Attempt>>> work = files.stream()
                .<Callable<List<Attempt>>>map(f -> () -> engine.sign(List.of(new Engine.Task(f, FileFormat.PE, 1))))
                .toList();
        long start = System.nanoTime();
        for (Future<List<Attempt>> done : pool.invokeAll(work)) {
            assertThat(done.get()).containsExactly(new Attempt.Done());
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static long millisAlone(ExecutorService pool, TokenSession token) throws Exception {
        List<Callable<byte[]>> work = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            work.add(() -> token.sign(DigestAlgorithm.SHA256, new byte[32]));
        }
        long start = System.nanoTime();
        for (Future<byte[]> done : pool.invokeAll(work)) {
            assertThat(done.get()).hasSize(384);
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private List<Path> programs(String name) throws Exception {
        Path into = Files.createDirectory(folder.resolve(name));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(Files.write(into.resolve(i + ".exe"), SampleFiles.pe(115_000)));
        }
        return files;
    }

    private static BuildMemory memory() {
        return new BuildMemory(Clock.systemUTC(), duration -> {});
    }

    private static Pkcs11Identity identity() {
        return new Pkcs11Identity(
                SoftHsm.library(),
                Optional.empty(),
                Optional.of("speed"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Secret.of(SoftHsm.PIN)));
    }

    private static SignatureOptions options() {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10)),
                ExistingSignature.REPLACE);
    }
}
