package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.format.SignedContents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsignTransferTest {
    @TempDir
    static Path authority;

    private static Issued publisher;
    private static Engine replacing;
    private static Engine appending;

    @TempDir
    Path folder;

    private final JsignTransfer transfer = new JsignTransfer();

    @BeforeAll
    static void openEngines() throws Exception {
        publisher = Issued.root("CN=Root").signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
        replacing = engine(ExistingSignature.REPLACE);
        appending = engine(ExistingSignature.APPEND);
    }

    @AfterAll
    static void closeEngines() throws Exception {
        replacing.close();
        appending.close();
    }

    @ParameterizedTest
    @EnumSource
    void signatureOfEveryFormatComesBackByteForByte(FileFormat format) throws Exception {
        Path signed = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));
        Path copy = Files.copy(signed, folder.resolve("copy"));
        sign(replacing, signed, format);

        transfer.put(SignedContents.open(signed, format).signatures(), copy, format, DigestAlgorithm.SHA256);

        assertThat(copy).hasSameBinaryContentAs(signed);
    }

    @ParameterizedTest
    @EnumSource
    void signatureThatReplacedAnotherComesBackByteForByte(FileFormat format) throws Exception {
        Path signed = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));
        sign(replacing, signed, format);
        Path copy = Files.copy(signed, folder.resolve("copy"));
        sign(replacing, signed, format);

        transfer.put(SignedContents.open(signed, format).signatures(), copy, format, DigestAlgorithm.SHA256);

        assertThat(copy).hasSameBinaryContentAs(signed);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NUGET")
    void signatureThatWasAppendedComesBackByteForByte(FileFormat format) throws Exception {
        Path signed = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));
        sign(replacing, signed, format);
        Path copy = Files.copy(signed, folder.resolve("copy"));
        sign(appending, signed, format);

        transfer.put(SignedContents.open(signed, format).signatures(), copy, format, DigestAlgorithm.SHA256);

        assertThat(copy).hasSameBinaryContentAs(signed);
    }

    @Test
    void whatIsNoSignatureIsRefused() throws Exception {
        Path copy = SampleFiles.write(FileFormat.PE, folder, "a.exe");
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, (byte) 0x30);

        for (byte[] bytes : List.of(new byte[0], new byte[] {5, 0}, new byte[] {0x30, 0x03, 0x02, 0x01, 0x05}, deep)) {
            assertThatThrownBy(() -> transfer.put(List.of(bytes), copy, FileFormat.PE, DigestAlgorithm.SHA256))
                    .isInstanceOf(IOException.class);
        }
    }

    private static void sign(Engine engine, Path file, FileFormat format) throws Exception {
        assertThat(engine.sign(List.of(new Engine.Task(file, format, 1)))).containsExactly(new Attempt.Done());
    }

    private static Engine engine(ExistingSignature existing) throws Exception {
        Timestamping timestamping = new Timestamping(true, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.of("Description"),
                Optional.of(URI.create("https://example.com/")),
                timestamping,
                existing);
        TestAuthority test = TestAuthority.open(authority, Clock.systemUTC());
        TimestampClient client = new TimestampClient(
                timestamping, List.of(URI.create("test:timestamp")), (nowhere, query) -> test.respond(query));
        return new JsignEngine(publisher.source(), options, Optional.of(client));
    }
}
