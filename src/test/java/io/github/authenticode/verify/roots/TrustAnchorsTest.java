package io.github.authenticode.verify.roots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.naming.Purpose;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustAnchorsTest {
    private static final SystemRoots NO_BUNDLE = system("Linux");

    private TestPki pki;
    private X509Certificate root;
    private X509Certificate other;

    @TempDir
    Path folder;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
        root = pki.root().certificate();
        other = pki.intermediate().certificate();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path write(String name, X509Certificate... certificates) throws IOException {
        return Files.writeString(folder.resolve(name), Judging.pem(List.of(certificates)));
    }

    private Path keystore(String name, String type, String password, TestEntity... trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry(
                "mine",
                pki.signer().key(),
                "secret".toCharArray(),
                pki.signer().chain().toArray(new Certificate[0]));
        for (TestEntity entity : trusted) {
            store.setCertificateEntry(entity.certificate().getSerialNumber().toString(), entity.certificate());
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    /** Without .NET and with nothing built in. */
    private static SystemRoots system(String name, Path... bundles) {
        return new SystemRoots(
                name,
                List.of(bundles),
                new DotnetSdk(List.of()),
                List.of(RootSource.of("built-in anchors", List.of())));
    }

    private static void assertTrusts(TrustAnchors anchors, X509Certificate... certificates) {
        for (Purpose purpose : Purpose.values()) {
            assertThat(certificates)
                    .allSatisfy(c -> assertThat(anchors.of(c, purpose)).isPresent());
        }
    }

    private static List<Problem> problems(List<Path> roots) {
        try {
            TrustAnchors.load(roots);
        } catch (ProblemException e) {
            return e.problems();
        }
        throw new AssertionError("no problem with " + roots);
    }

    @Test
    void pemFileWithSeveralCertificatesIsReadWhole() throws Exception {
        Path file = write("roots.pem", root, other);
        Files.writeString(file, "# comment\n" + Files.readString(file) + "\ntrailing text\n");

        TrustAnchors anchors = TrustAnchors.load(List.of(file));

        assertTrusts(anchors, root, other);
        assertThat(anchors.sources()).containsExactly("roots.pem (2)");
    }

    @Test
    void windowsLineEndsAreRead() throws Exception {
        Path file = write("root.crt", root);
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        assertTrusts(TrustAnchors.load(List.of(file)), root);
    }

    @Test
    void derFileIsRead() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("root.cer", root.getEncoded())));

        assertTrusts(anchors, root);
        assertThat(anchors.sources()).containsExactly("root.cer (1)");
    }

    @Test
    void certificateEntriesOfJksAreReadWhateverItsPassword() throws Exception {
        Path file = keystore("trust.jks", "JKS", "unknown", pki.root());

        assertTrusts(TrustAnchors.load(List.of(file)), root);
    }

    @Test
    void certificateEntriesOfPkcs12AreReadWithTheUsualPassword() throws Exception {
        Path file = keystore("trust.p12", "PKCS12", "changeit", pki.root(), pki.intermediate());

        assertTrusts(TrustAnchors.load(List.of(file)), root, other);
    }

    @Test
    void pkcs12WithAnotherPasswordIsAProblem() throws Exception {
        Path file = keystore("trust.p12", "PKCS12", "unknown", pki.root());

        assertThat(problems(List.of(file))).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("trusted-root-empty");
            assertThat(problem.text())
                    .startsWith("The trusted root " + file + " holds no certificate that can be read. (")
                    .endsWith("Give <trustedRoots> a PEM or DER certificate, or a keystore whose certificates"
                            + " need no password.");
        });
    }

    @Test
    void keystoreWithoutCertificateEntryIsAProblem() throws Exception {
        assertThat(problems(List.of(keystore("key.jks", "JKS", "changeit"))))
                .extracting(Problem::id)
                .containsExactly("trusted-root-empty");
    }

    @Test
    void folderIsReadByExtensionInOrder() throws Exception {
        write("b.pem", root);
        write("a.cer", other.getEncoded());
        write("README.md", "not a certificate".getBytes(UTF_8));

        TrustAnchors anchors = TrustAnchors.load(List.of(folder));

        assertTrusts(anchors, other, root);
        assertThat(anchors.sources()).containsExactly(folder.getFileName() + " (2)");
    }

    @Test
    void certificateInTwoSourcesCountsOnce() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("a.pem", root), write("b.cer", root.getEncoded())));

        assertThat(anchors.named(root.getSubjectX500Principal(), Purpose.CODE_SIGNING))
                .extracting(Anchor::source)
                .containsExactly("a.pem");
        assertThat(anchors.sources()).containsExactly("a.pem (1)", "b.cer (1)");
    }

    @Test
    void everyBadRootIsAProblem() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path text = write("text.pem", "hello".getBytes(UTF_8));
        Path broken =
                write("broken.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".getBytes(UTF_8));
        Path empty = Files.createDirectory(folder.resolve("empty"));

        List<Problem> problems = problems(List.of(missing, text, broken, write("good.pem", root), empty));

        assertThat(problems)
                .extracting(Problem::id)
                .containsExactly(
                        "trusted-root-missing", "trusted-root-empty", "trusted-root-unreadable", "trusted-root-empty");
        assertThat(problems.get(0).text())
                .isEqualTo("The trusted root " + missing + " does not exist. Correct <trustedRoots>.");
        assertThat(problems.get(3).cause())
                .isEqualTo("The trusted root " + empty + " is a folder without any certificate file.");
    }

    @Test
    void nothingGivenMeansTheJvmAndTheSystem() throws Exception {
        Path bundle = write("bundle.crt", root, other);
        Files.writeString(
                bundle, Files.readString(bundle) + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        SystemRoots system = system("Linux", folder.resolve("none"), bundle);

        TrustAnchors anchors = TrustAnchors.load(List.of(), system);

        assertTrusts(anchors, root, other);
        assertThat(anchors.sources()).hasSize(3);
        assertThat(anchors.sources().get(0)).matches("JVM cacerts \\(\\d+\\)");
        assertThat(anchors.sources().get(1)).isEqualTo("system bundle (2; 1 unreadable)");
    }

    @Test
    void systemWithoutBundleLeavesTheJvm() throws Exception {
        assertThat(TrustAnchors.load(List.of(), NO_BUNDLE).sources())
                .hasSize(2)
                .first(InstanceOfAssertFactories.STRING)
                .startsWith("JVM cacerts (");
    }

    @Test
    void storeThatCannotBeReadIsToldInTheReport() throws Exception {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");

        assertThat(TrustAnchors.load(List.of(), system("Windows 11")).sources())
                .contains("Windows trusted roots (0; unreadable: KeyStoreException)");
        assertThat(TrustAnchors.load(List.of(), system("Mac OS X")).sources())
                .contains("macOS keychain (0; unreadable: KeyStoreException)");
    }

    @Test
    void microsoftsTestRootsAreLeftOutOfASystemsStore() throws Exception {
        X509Certificate test = TestCertificate.of("CN=Microsoft Testing Root Certificate Authority 2010, C=US")
                .authority(3)
                .make()
                .certificate();
        SystemRoots system = system("Linux", write("bundle.crt", root, test));

        TrustAnchors anchors = TrustAnchors.load(List.of(), system);

        assertThat(anchors.sources()).contains("system bundle (1; without 1 test root of Microsoft)");
        assertThat(anchors.of(test, Purpose.CODE_SIGNING)).isEmpty();
        assertTrusts(TrustAnchors.load(List.of(write("asked.pem", test))), test);
    }

    @Test
    void givenRootsAreTheOnlyOnes() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("root.pem", root)));

        BuiltInAnchors.read().stream()
                .flatMap(source -> source.anchors().stream())
                .forEach(builtIn -> assertThat(anchors.named(builtIn.subject(), Purpose.CODE_SIGNING))
                        .isEmpty());
        assertThat(anchors.sources()).containsExactly("root.pem (1)");
    }

    @Test
    void thisMachineHasTheBuiltInAnchors() throws Exception {
        assertThat(TrustAnchors.load(List.of()).sources())
                .contains(
                        "built-in anchors (23)",
                        "built-in anchors for code (11)",
                        "built-in anchors for timestamps (10)");
    }
}
