package io.github.authenticode.engine.embedded.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.keys.KeyFiles;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.testing.sample.SampleCabinets;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CabinetReserveTest {
    private static Issued root;
    private static Issued publisher;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeSigner() throws Exception {
        root = Issued.root("CN=Root");
        publisher = root.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
    }

    /** jsign moves the first folder only, where there are reserved bytes behind each. */
    @ParameterizedTest
    @CsvSource({
        "0, 4, 0, 2", "0, 8, 8, 2", "0, 4, 0, 3", "0, 255, 255, 7", "16, 4, 0, 2", "4, 4, 4, 2", "2, 0, 0, 1",
                "3, 4, 0, 2",
        "19, 1, 0, 2", "20, 4, 0, 2", "24, 4, 0, 2", "6144, 0, 0, 2", "6144, 12, 4, 2", "0, 0, 0, 1", "0, 0, 0, 3",
                "0, 0, 9, 2"
    })
    void cabinetWithReservesIsSignedAndUnpacked(int header, int inFolder, int inData, int folders) throws Exception {
        for (SampleCabinets cabinet : List.of(
                SampleCabinets.with(header, inFolder, inData, folders),
                SampleCabinets.with(header, inFolder, inData, folders).inSet())) {
            Path file = write(cabinet.bytes());

            assertThat(sign(file, ExistingSignature.REPLACE)).isEqualTo(new Attempt.Done());
            assertThat(verdict(file).violations()).isEmpty();
            assertThat(sign(file, ExistingSignature.APPEND)).isEqualTo(new Attempt.Done());
            assertThat(verdict(file).violations()).isEmpty();
            assertThat(verdict(file).signatures()).hasSize(2);
            assertThat(sign(file, ExistingSignature.REPLACE)).isEqualTo(new Attempt.Done());
            assertThat(verdict(file).violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 0, 2", "0, 8, 8, 2", "2, 0, 0, 1", "6144, 12, 4, 3"})
    void anotherProgramUnpacksWhatWasSigned(int header, int inFolder, int inData, int folders) throws Exception {
        Path file = write(SampleCabinets.with(header, inFolder, inData, folders).bytes());
        assumeTrue(unpacks(file), "cabextract is not installed");

        sign(file, ExistingSignature.REPLACE);

        assertThat(unpacks(file)).isTrue();
    }

    @Test
    void bytesBehindACabinetAreNotLost() throws Exception {
        for (byte[] cabinet : List.of(
                SampleFiles.cab(100),
                SampleCabinets.with(20, 0, 0, 1).bytes(),
                SampleCabinets.with(6144, 4, 4, 2).bytes())) {
            Path file = write(SampleCabinets.followed(cabinet, "more".getBytes(StandardCharsets.UTF_8)));

            assertRefused(file, "has 4 bytes behind its end, which a signature would take the place of.");
        }
    }

    @Test
    void bytesBehindASignatureAreNotLost() throws Exception {
        Path file = write(SampleFiles.cab(100));
        sign(file, ExistingSignature.REPLACE);
        Files.write(file, SampleCabinets.followed(Files.readAllBytes(file), new byte[3]));

        assertRefused(file, "has 3 bytes behind its end, which a signature would take the place of.");
    }

    @Test
    void dataOfAnotherProgramInTheHeaderIsNotLost() throws Exception {
        for (int place : new int[] {40, 42, 44, 60, 139}) {
            Path file = write(SampleCabinets.changed(
                    SampleCabinets.with(100, 0, 0, 2).bytes(), place, 'x', place == 139 ? 0 : 'y'));

            assertRefused(
                    file,
                    "holds data of another program in the reserved area of its header, where a signature has its place.");
        }
    }

    /** Data with its length in front, as [MS-CAB] has it, is signed and stays. */
    @Test
    void dataOfAnotherProgramThatSaysHowLongItIsStays() throws Exception {
        byte[] cabinet =
                SampleCabinets.changed(SampleCabinets.with(8, 4, 0, 2).bytes(), 40, 4, 0, 0, 0, 'd', 'a', 't', 'a');
        Path file = write(cabinet);

        assertThat(sign(file, ExistingSignature.REPLACE)).isEqualTo(new Attempt.Done());

        assertThat(verdict(file).violations()).isEmpty();
        assertThat(new String(Files.readAllBytes(file), 44, 4, StandardCharsets.US_ASCII))
                .isEqualTo("data");
    }

    @Test
    void numberInThePlaceOfTheChecksumIsRefused() throws Exception {
        Path file = write(SampleCabinets.changed(SampleFiles.cab(100), 4, 1));

        assertRefused(file, "has a number in a field of its header that must be zero and that is never signed.");
    }

    private void assertRefused(Path file, String cause) throws Exception {
        byte[] before = Files.readAllBytes(file);
        assertThat(sign(file, ExistingSignature.REPLACE))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.problem().text())
                                .isEqualTo("sample.cab " + cause
                                        + " Build the cabinet again without it, and sign it then."));
        assertThat(file).hasBinaryContent(before);
    }

    private Path write(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("sample.cab"), bytes);
    }

    private static Attempt sign(Path file, ExistingSignature existing) throws Exception {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10)),
                existing);
        try (JsignEngine engine = new JsignEngine(publisher.source(), options, Optional.empty())) {
            return engine.sign(List.of(new Engine.Task(file, FileFormat.CAB, 1)))
                    .get(0);
        }
    }

    private Verdict verdict(Path file) throws Exception {
        Path roots = KeyFiles.pem(folder.resolve("roots.pem"), root.certificate());
        Policy policy = new Policy(Optional.empty(), Optional.empty(), false, List.of(roots), Optional.empty());
        return new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC())
                .verify(file, FileFormat.CAB);
    }

    private static boolean unpacks(Path cabinet) throws Exception {
        for (String place : String.valueOf(System.getenv("PATH")).split(":", -1)) {
            if (Files.isExecutable(Path.of(place, "cabextract"))) {
                Process process = new ProcessBuilder("cabextract", "-t", cabinet.toString())
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
                return process.waitFor() == 0;
            }
        }
        return false;
    }
}
