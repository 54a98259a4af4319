package io.github.authenticode.engine.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.HttpTransport;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.LoopbackTsa.Mood;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(120)
class JsignEngineFailureTest {
    @TempDir
    static Path authorityFolder;

    private static TestAuthority authority;

    @TempDir
    Path folder;

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(authorityFolder, Clock.systemUTC());
    }

    @Test
    void textNamedExeIsNoProgram() throws Exception {
        Path file = Files.writeString(folder.resolve("readme.exe"), "This is a text.\r\n");

        assertFailed(
                sign(file, FileFormat.PE),
                "file-malformed",
                false,
                "readme.exe is no PE file that can be signed. (DOS header signature not found) Build the file again, or"
                        + " leave it out.");
    }

    @ParameterizedTest
    @EnumSource
    void emptyFileIsRefused(FileFormat format) throws Exception {
        Path file =
                Files.createFile(folder.resolve("empty." + format.extensions().get(0)));

        assertFailed(
                sign(file, format),
                "file-empty",
                false,
                file.getFileName() + " is empty. Build the file again, or leave it out.");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF", "PE", "CAB"})
    void halfAFileIsMalformed(FileFormat format) throws Exception {
        byte[] whole = Files.readAllBytes(SampleFiles.write(format, folder, "whole"));
        Path file = Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(sign(file, format)).isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
            assertThat(failed.problem().id()).isEqualTo("file-malformed");
            assertThat(failed.retryable()).isFalse();
        });
    }

    @Test
    void certificateTableBeyondTheEndIsMalformed() throws Exception {
        Path file = SampleFiles.write(FileFormat.PE, folder, "a.exe");
        assertThat(sign(file, FileFormat.PE)).isEqualTo(new Attempt.Done());
        byte[] signed = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(signed, signed.length - 100));

        assertThat(sign(file, FileFormat.PE)).isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
            assertThat(failed.problem().id()).isEqualTo("file-malformed");
            assertThat(failed.problem().evidence().orElseThrow()).startsWith("Invalid data directory");
        });
    }

    @Test
    void missingFileIsGone() throws Exception {
        assertFailed(
                sign(folder.resolve("gone.exe"), FileFormat.PE),
                "file-vanished",
                false,
                "gone.exe is gone. (NoSuchFileException) Find out what removes it while the build runs.");
    }

    @Test
    void readOnlyFileMayBeTriedAgain() throws Exception {
        Path file = folder.resolve("a.exe");

        assertFailed(
                SigningFailure.of(new Engine.Task(file, FileFormat.PE, 1), new AccessDeniedException(file.toString())),
                "file-access",
                true,
                "a.exe may not be opened for writing. (AccessDeniedException) Make the file writable, and have virus"
                        + " scanners leave it alone.");
    }

    @Test
    void failuresOfTheSystemAreToldFromMalformedFiles() {
        assertThat(failure(new AccessDeniedException("/build/a.exe"))).isEqualTo("file-access true");
        assertThat(failure(new FileSystemException(
                        "/build/a.exe",
                        null,
                        "The process cannot access the file because it is being used by another" + " process")))
                .isEqualTo("file-access true");
        assertThat(failure(new FileNotFoundException("/build/a.exe (Permission denied)")))
                .isEqualTo("file-access true");
        assertThat(failure(new IOException("Input/output error"))).isEqualTo("file-access true");
        assertThat(failure(new IOException("No space left on device"))).isEqualTo("disk-full false");
        assertThat(failure(new IOException("There is not enough space on the disk")))
                .isEqualTo("disk-full false");
        assertThat(failure(new OutOfMemoryError("Java heap space"))).isEqualTo("file-memory false");
        assertThat(failure(new StackOverflowError())).isEqualTo("file-malformed false");
        assertThat(failure(new IllegalStateException("?"))).isEqualTo("file-malformed false");
    }

    @Test
    void evidenceHoldsNoPathOfTheStagedCopy() {
        Path file = folder.resolve("a.msi");
        Attempt.Failed failed = SigningFailure.of(
                new Engine.Task(file, FileFormat.MSI, 1), new IllegalStateException("cannot read " + file + " at 7"));

        assertThat(failed.problem().evidence()).contains("IllegalStateException: cannot read a.msi at 7");
    }

    @Test
    void fullDiskIsSaidSo() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "this system has no /dev/full");
        IOException words = null;
        try {
            Files.writeString(full, "x", US_ASCII);
        } catch (IOException e) {
            words = e;
        }

        assertThat(failure(Optional.ofNullable(words).orElseThrow())).isEqualTo("disk-full false");
    }

    @Test
    void timestampThatFailsNamesTheAuthorities() throws Exception {
        try (LoopbackTsa down = LoopbackTsa.start(authority, Mood.UNAVAILABLE);
                LoopbackTsa html = LoopbackTsa.start(authority, Mood.HTML)) {
            Path file = SampleFiles.write(FileFormat.PE, folder, "a.exe");
            byte[] before = Files.readAllBytes(file);

            Attempt attempt = sign(engine(down.url(), html.url()), file, FileFormat.PE);

            assertFailed(
                    attempt,
                    "timestamp-failed",
                    false,
                    "a.exe got no timestamp. (" + down.url() + ": HTTP 503; " + html.url()
                            + ": a page (text/html; charset=utf-8) instead of a timestamp) Check the network, the proxy and"
                            + " the URLs in <timestamp>, and run the build again.");
            assertThat(file).hasBinaryContent(before);
            assertThat(down.requests() + html.requests()).isEqualTo(4);
        }
    }

    @Test
    void oneFailureDoesNotStopTheOthers() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.exe"), "x");
        Path good = SampleFiles.write(FileFormat.PE, folder, "good.exe");

        List<Attempt> attempts =
                engine().sign(List.of(new Engine.Task(bad, FileFormat.PE, 1), new Engine.Task(good, FileFormat.PE, 1)));

        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0)).isInstanceOf(Attempt.Failed.class);
        assertThat(attempts.get(1)).isEqualTo(new Attempt.Done());
    }

    @Test
    void interruptBeforeAFileEndsTheBatch() throws Exception {
        Path file = SampleFiles.write(FileFormat.PE, folder, "a.exe");
        byte[] before = Files.readAllBytes(file);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sign(file, FileFormat.PE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(file).hasBinaryContent(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = FileFormat.class,
            names = {"PE", "MSI", "NUGET"})
    void interruptWhileTheAuthorityHangsEndsTheBatch(FileFormat format) throws Exception {
        Path file = SampleFiles.write(format, folder, "a." + format.extensions().get(0));
        try (LoopbackTsa tsa = LoopbackTsa.start(authority, Mood.HANG)) {
            FutureTask<Attempt> signing = new FutureTask<>(() -> sign(engine(tsa.url()), file, format));
            Thread thread = new Thread(signing, "signing");
            thread.start();
            tsa.awaitRequest();
            thread.interrupt();

            assertThatThrownBy(signing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    private static String failure(Throwable failure) {
        Attempt.Failed failed = SigningFailure.of(new Engine.Task(Path.of("/build/a.exe"), FileFormat.PE, 1), failure);
        assertThat(failed.problem().text()).doesNotContain("/build/");
        return failed.problem().id() + " " + failed.retryable();
    }

    private static Attempt sign(Path file, FileFormat format) throws Exception {
        return sign(engine(), file, format);
    }

    private static Attempt sign(JsignEngine engine, Path file, FileFormat format) throws Exception {
        return engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);
    }

    private static JsignEngine engine(URI... authorities) {
        Timestamping timestamping =
                new Timestamping(true, List.of(authorities), 4, Duration.ofMillis(1), Duration.ofSeconds(60));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.REPLACE);
        TimestampClient client = authorities.length == 0
                ? new TimestampClient(
                        timestamping, List.of(URI.create("test:tsa")), (uri, query) -> authority.respond(query))
                : new TimestampClient(
                        timestamping,
                        timestamping.urls(),
                        new HttpTransport(timestamping.timeout(), ProxyRoutes.DIRECT, Clock.systemUTC()));
        return new JsignEngine(authority.signer(), options, Optional.of(client));
    }

    private static void assertFailed(Attempt attempt, String id, boolean retryable, String text) {
        assertThat(attempt).isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
            assertThat(failed.problem().id()).isEqualTo(id);
            assertThat(failed.problem().text()).isEqualTo(text);
            assertThat(failed.retryable()).isEqualTo(retryable);
        });
    }
}
