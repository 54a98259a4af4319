package io.github.authenticode.engine.embedded.testcertificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.CertificateFile;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TestAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** One that others start from: to make its three keys takes a second and more. */
    @TempDir
    static Path parentOfMade;

    private static Path made;

    @TempDir
    Path parent;

    @BeforeAll
    static void makeOne() throws Exception {
        made = parentOfMade.resolve("made");
        TestAuthority.open(made, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void secondOpeningFindsTheSameKeys() throws Exception {
        TestAuthority first = existing();
        TestAuthority second = open(NOW.plusSeconds(60));

        assertThat(second.root()).isEqualTo(first.root());
        assertThat(second.signer()).isEqualTo(first.signer());
    }

    @Test
    void certificatesSayWhatTheyAre() throws Exception {
        TestAuthority authority = existing();
        X509Certificate signer = authority.signer().certificate();

        assertThat(authority.root().getSubjectX500Principal().getName())
                .isEqualTo("CN=TEST CERTIFICATE root - never trust,O=authenticode-maven-plugin");
        assertThat(signer.getSubjectX500Principal().getName())
                .isEqualTo("CN=TEST CERTIFICATE,O=authenticode-maven-plugin");
        assertThat(signer.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.3");
        assertThat(signer.getNotBefore()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(signer.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
        signer.verify(authority.root().getPublicKey());
    }

    @Test
    void rootIsThereAsPem() throws Exception {
        TestAuthority authority = existing();

        assertThat(CertificateFile.read(new TestCertificateIdentity(folder()).rootFile()))
                .containsExactly(authority.root());
    }

    @Test
    void missingRootFileIsWrittenAgain() throws Exception {
        TestAuthority authority = existing();
        Path rootFile = new TestCertificateIdentity(folder()).rootFile();
        Files.delete(rootFile);

        open(NOW);

        assertThat(CertificateFile.read(rootFile)).containsExactly(authority.root());
    }

    @Test
    void signerIsRenewedBeforeItExpiresAndTheRootStays() throws Exception {
        TestAuthority first = existing();
        TestAuthority kept = open(NOW.plus(Duration.ofDays(334)));
        TestAuthority renewed = open(NOW.plus(Duration.ofDays(336)));

        assertThat(kept.signer()).isEqualTo(first.signer());
        assertThat(renewed.root()).isEqualTo(first.root());
        assertThat(renewed.signer()).isNotEqualTo(first.signer());
        assertThat(renewed.signer().certificate().getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(336 + 365)));
    }

    @Test
    void rootIsRenewedBeforeItExpires() throws Exception {
        TestAuthority first = existing();
        Instant end = first.root().getNotAfter().toInstant();
        TestAuthority late = open(end.minus(Duration.ofDays(40)));
        TestAuthority renewed = open(end.minus(Duration.ofDays(20)));

        assertThat(late.root()).isEqualTo(first.root());
        assertThat(late.signer().certificate().getNotAfter()).isEqualTo(end);
        assertThat(renewed.root()).isNotEqualTo(first.root());
    }

    @Test
    void folderAndFilesAreForTheOwnerOnly() throws Exception {
        assumeTrue(Files.getFileStore(made).supportsFileAttributeView("posix"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("keys.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void damagedFolderIsToldAndNotRepairedBehindTheUsersBack() throws Exception {
        existing();
        byte[] bytes = Files.readAllBytes(folder().resolve("keys.p12"));
        for (byte[] damaged : List.of(new byte[0], "garbage".getBytes(UTF_8), Arrays.copyOf(bytes, 500))) {
            Files.write(folder().resolve("keys.p12"), damaged);

            assertThatThrownBy(() -> open(NOW)).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problems().get(0).id()).isEqualTo("test-certificate-damaged");
                assertThat(e.problems().get(0).cause())
                        .isEqualTo("The test certificate in the folder " + folder() + " is damaged.");
                assertThat(e.problems().get(0).remedy())
                        .isEqualTo("Delete the folder; the next build makes a new test certificate.");
            });
            assertThat(folder().resolve("keys.p12")).hasBinaryContent(damaged);
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsTold() throws Exception {
        Files.createFile(folder());

        assertThatThrownBy(() -> open(NOW))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The folder " + folder() + " of the test certificate cannot be used."
                        + " (FileAlreadyExistsException) Make it writable, or set <folder> of <testCertificate> to another"
                        + " one.");
    }

    @Test
    void threadsThatStartTogetherGetTheSameKeys() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<TestAuthority>> opened = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                opened.add(threads.submit(() -> open(NOW)));
            }
            TestAuthority first = opened.get(0).get();
            for (Future<TestAuthority> other : opened) {
                assertThat(other.get().signer()).isEqualTo(first.signer());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fileNames()).containsExactlyInAnyOrder("keys.p12", "lock", "root.pem");
    }

    @Test
    void processesThatStartTogetherGetTheSameKeys() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            PrintSerialNumber.class.getName(),
                            folder().toString())
                    .redirectErrorStream(true)
                    .start());
        }
        List<String> outputs = new ArrayList<>();
        for (Process process : processes) {
            outputs.add(new String(process.getInputStream().readAllBytes(), UTF_8));
            assertThat(process.waitFor(60, SECONDS)).isTrue();
        }

        assertThat(outputs)
                .containsOnly(open(Instant.now())
                        .signer()
                        .certificate()
                        .getSerialNumber()
                        .toString(16));
    }

    /** The program that each of the processes runs. */
    static final class PrintSerialNumber {
        private PrintSerialNumber() {}

        public static void main(String[] args) throws Exception {
            TestAuthority authority = TestAuthority.open(Path.of(args[0]), Clock.systemUTC());
            System.out.print(authority.signer().certificate().getSerialNumber().toString(16));
        }
    }

    @Test
    void malformedQueryIsRejectedAsRfc3161Says() throws Exception {
        TimeStampResponse response = new TimeStampResponse(existing().respond("no query".getBytes(UTF_8)));

        assertThat(response.getStatus()).isEqualTo(PKIStatus.REJECTION);
        assertThat(response.getStatusString()).isEqualTo("the query is malformed");
    }

    /** Opens a copy of the one made before. */
    private TestAuthority existing() throws Exception {
        Files.copy(made, folder(), StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder().resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return open(NOW);
    }

    private List<String> fileNames() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private Path folder() {
        return parent.resolve("test certificate");
    }

    private TestAuthority open(Instant now) throws ProblemException {
        return TestAuthority.open(folder(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
