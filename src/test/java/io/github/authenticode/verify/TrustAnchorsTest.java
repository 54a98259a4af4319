package io.github.authenticode.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.testing.TestEntity;
import io.github.authenticode.testing.TestPki;
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
    private static final SystemRoots NO_BUNDLE = new SystemRoots("Linux", List.of());

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

        assertThat(anchors.certificates()).containsExactly(root, other);
        assertThat(anchors.sources()).containsExactly("roots.pem (2)");
    }

    @Test
    void windowsLineEndsAreRead() throws Exception {
        Path file = write("root.crt", root);
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        assertThat(TrustAnchors.load(List.of(file)).certificates()).containsExactly(root);
    }

    @Test
    void derFileIsRead() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("root.cer", root.getEncoded())));

        assertThat(anchors.certificates()).containsExactly(root);
        assertThat(anchors.sources()).containsExactly("root.cer (1)");
    }

    @Test
    void certificateEntriesOfJksAreReadWhateverItsPassword() throws Exception {
        Path file = keystore("trust.jks", "JKS", "unknown", pki.root());

        assertThat(TrustAnchors.load(List.of(file)).certificates()).containsExactly(root);
    }

    @Test
    void certificateEntriesOfPkcs12AreReadWithTheUsualPassword() throws Exception {
        Path file = keystore("trust.p12", "PKCS12", "changeit", pki.root(), pki.intermediate());

        assertThat(TrustAnchors.load(List.of(file)).certificates()).containsExactlyInAnyOrder(root, other);
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

        assertThat(anchors.certificates()).containsExactly(other, root);
        assertThat(anchors.sources()).containsExactly(folder.getFileName() + " (2)");
    }

    @Test
    void certificateInTwoSourcesCountsOnce() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("a.pem", root), write("b.cer", root.getEncoded())));

        assertThat(anchors.certificates()).containsExactly(root);
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
        SystemRoots system = new SystemRoots("Linux", List.of(folder.resolve("none"), bundle));

        TrustAnchors anchors = TrustAnchors.load(List.of(), system);

        assertThat(anchors.certificates()).contains(root, other).hasSizeGreaterThan(2);
        assertThat(anchors.sources()).hasSize(2);
        assertThat(anchors.sources().get(0)).matches("JVM cacerts \\(\\d+\\)");
        assertThat(anchors.sources().get(1)).isEqualTo("system bundle (2; 1 unreadable)");
    }

    @Test
    void systemWithoutBundleLeavesTheJvm() throws Exception {
        assertThat(TrustAnchors.load(List.of(), NO_BUNDLE).sources())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("JVM cacerts (");
    }

    @Test
    void storeThatCannotBeReadIsToldInTheReport() throws Exception {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");

        assertThat(TrustAnchors.load(List.of(), new SystemRoots("Windows 11", List.of()))
                        .sources())
                .contains("Windows trusted roots (0; unreadable: KeyStoreException)");
        assertThat(TrustAnchors.load(List.of(), new SystemRoots("Mac OS X", List.of()))
                        .sources())
                .contains("macOS keychain (0; unreadable: KeyStoreException)");
    }

    @Test
    void certificatesCannotBeAddedFromOutside() throws Exception {
        TrustAnchors anchors = TrustAnchors.load(List.of(write("root.pem", root)));

        assertThatThrownBy(() -> anchors.certificates().add(other)).isInstanceOf(UnsupportedOperationException.class);
    }
}
