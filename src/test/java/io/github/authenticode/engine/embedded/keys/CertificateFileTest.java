package io.github.authenticode.engine.embedded.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
    private static Issued signer;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        signer = Issued.root("CN=Root").intermediate("CN=Issuer").signer("CN=Example", Issued.keys("EC", 256));
    }

    @Test
    void pemBetweenCommentsIsRead() throws Exception {
        String pem = Files.readString(KeyFiles.pem(file(), signer.chain().toArray()), US_ASCII);
        Files.writeString(file(), "Bag Attributes\n    friendlyName: x\n" + pem + "\ntrailing words\n", US_ASCII);

        assertThat(CertificateFile.read(file())).isEqualTo(signer.chain());
    }

    @Test
    void derIsRead() throws Exception {
        Files.write(file(), signer.certificate().getEncoded());

        assertThat(CertificateFile.read(file())).containsExactly(signer.certificate());
    }

    @Test
    void pkcs7IsReadInBothForms() throws Exception {
        byte[] p7b = KeyFiles.pkcs7(signer.chain());

        Files.write(file(), p7b);
        assertThat(CertificateFile.read(file())).containsExactlyInAnyOrderElementsOf(signer.chain());

        KeyFiles.pem(file(), new PemObject("PKCS7", p7b));
        assertThat(CertificateFile.read(file())).containsExactlyInAnyOrderElementsOf(signer.chain());
    }

    @Test
    void pkcs7BetweenTheLinesOfACertificateIsRead() throws Exception {
        KeyFiles.pem(file(), new PemObject("CERTIFICATE", KeyFiles.pkcs7(signer.chain())));

        assertThat(CertificateFile.read(file())).containsExactlyInAnyOrderElementsOf(signer.chain());
    }

    @Test
    void markOfWindowsIsSkipped() throws Exception {
        String pem = Files.readString(KeyFiles.pem(file(), signer.chain().toArray()), US_ASCII);
        Files.writeString(file(), "\uFEFF" + pem, UTF_8);

        assertThat(CertificateFile.read(file())).isEqualTo(signer.chain());
    }

    @Test
    void curveThatIsNotReadIsNoDamage() throws Exception {
        KeyPair keys = KeyFiles.explicitKeys("secp256r1");
        Files.write(file(), Issued.selfSigned("CN=Odd", keys, new BouncyCastleProvider()));

        assertThatThrownBy(() -> CertificateFile.read(file()))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("The certificate of CN=Odd in " + file()
                        + " has a key on a curve that it describes by explicit parameters,"
                        + " or that is none of P-256, P-384 and P-521; Windows knows these alone, and by their names.")
                .hasMessageEndingWith("Use a certificate whose key names one of these curves.");
    }

    @Test
    void keyIsNoCertificate() throws Exception {
        KeyFiles.pem(file(), KeyFiles.pkcs8(signer.key()));

        assertFails(
                "The certificate file " + file() + " holds no certificate; it looks like a private key in PEM. Name a"
                        + " PEM, DER or PKCS#7 file in <certificateFile>.");
    }

    @Test
    void emptyFileHoldsNoCertificate() throws IOException {
        Files.createFile(file());

        assertFails(
                "The certificate file " + file() + " holds no certificate; it looks like nothing: it is empty. Name a"
                        + " PEM, DER or PKCS#7 file in <certificateFile>.");
    }

    @Test
    void missingFileIsTold() {
        assertFails("The certificate file " + file() + " does not exist. Correct <certificateFile>, or put the file"
                + " there.");
    }

    private Path file() {
        return folder.resolve("chain.pem");
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> CertificateFile.read(file()))
                .isInstanceOf(ProblemException.class)
                .hasMessage(message);
    }
}
