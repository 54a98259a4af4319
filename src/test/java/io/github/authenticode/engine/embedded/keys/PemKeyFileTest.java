package io.github.authenticode.engine.embedded.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.KeySourceTest.KeystoreBuilder;
import io.github.authenticode.plan.identity.KeystoreType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemKeyFileTest {
    private static Issued rsa;
    private static Issued ec;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Issued issuer = Issued.root("CN=Root").intermediate("CN=Issuer");
        rsa = issuer.signer("CN=Example Ltd", Issued.keys("RSA", 2048));
        ec = issuer.signer("CN=Curve", Issued.keys("EC", 384));
    }

    @Test
    void plainPkcs8Opens() throws Exception {
        assertOpens(KeyFiles.pem(file(), KeyFiles.pkcs8(rsa.key())), "", rsa);
        assertOpens(KeyFiles.pem(file(), KeyFiles.pkcs8(ec.key())), "", ec);
    }

    @Test
    void encryptedPkcs8Opens() throws Exception {
        assertOpens(KeyFiles.pem(file(), KeyFiles.encryptedPkcs8(rsa.key(), "secret")), "secret", rsa);
        assertOpens(KeyFiles.pem(file(), KeyFiles.encryptedPkcs8(ec.key(), "secret")), "secret", ec);
    }

    @Test
    void traditionalKeyOpens() throws Exception {
        assertOpens(KeyFiles.pem(file(), KeyFiles.traditional(rsa.key())), "", rsa);
        assertOpens(KeyFiles.pem(file(), KeyFiles.traditional(ec.key())), "", ec);
    }

    @Test
    void encryptedTraditionalKeyOpens() throws Exception {
        assertOpens(KeyFiles.pem(file(), KeyFiles.encryptedTraditional(rsa.key(), "secret")), "secret", rsa);
        assertOpens(KeyFiles.pem(file(), KeyFiles.encryptedTraditional(ec.key(), "secret")), "secret", ec);
    }

    @Test
    void curveParametersBeforeTheKeyAreSkipped() throws Exception {
        PemObject parameters = new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp384r1.getEncoded());

        assertOpens(KeyFiles.pem(file(), parameters, KeyFiles.traditional(ec.key())), "", ec);
    }

    @Test
    void certificatesBesideTheKeyNeedNoCertificateFile() throws Exception {
        Path file = KeyFiles.pem(
                file(),
                rsa.chain().get(1),
                rsa.certificate(),
                KeyFiles.pkcs8(rsa.key()),
                rsa.chain().get(2));

        assertThat(KeySource.open(new KeystoreBuilder(file, KeystoreType.PEM).build())
                        .chain())
                .isEqualTo(rsa.chain());
    }

    @Test
    void keyWithoutCertificateIsTold() throws Exception {
        Path file = KeyFiles.pem(file(), KeyFiles.pkcs8(rsa.key()));

        assertProblem(
                new KeystoreBuilder(file, KeystoreType.PEM),
                "certificate-missing",
                "The key in " + file + " comes without its certificate. Name the file with the certificate and its"
                        + " intermediates in <certificateFile>.");
    }

    @Test
    void wrongPasswordIsTold() throws Exception {
        String start = "The password of the key in " + file() + " is wrong. (";
        String end = ") Correct the password of the server that <serverId> names, or the variable that <passwordEnv>"
                + " names.";
        KeyFiles.pem(file(), KeyFiles.encryptedPkcs8(rsa.key(), "secret"));
        assertThat(problem(identity("wrong")).text()).startsWith(start).endsWith(end);

        KeyFiles.pem(file(), KeyFiles.encryptedTraditional(rsa.key(), "secret"));
        assertThat(problem(identity("wrong")).id()).isEqualTo("keystore-password");
        assertThat(problem(identity("wrong")).text()).startsWith(start).endsWith(end);
    }

    @Test
    void missingPasswordIsTold() throws Exception {
        KeyFiles.pem(file(), KeyFiles.encryptedPkcs8(rsa.key(), "secret"));

        assertProblem(
                new KeystoreBuilder(file(), KeystoreType.PEM),
                "keystore-password-missing",
                "The key in " + file() + " is encrypted and no password is given. Name a server of settings.xml in"
                        + " <serverId>, or an environment variable in <passwordEnv>.");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws Exception {
        KeyFiles.pem(file(), KeyFiles.pkcs8(rsa.key()));

        assertProblem(
                identity("")
                        .certificateFile(KeyFiles.pem(
                                folder.resolve("c.pem"),
                                ec.certificate(),
                                ec.chain().get(1))),
                "key-mismatch",
                "The key in " + file() + " belongs to none of the certificates given: CN=Curve; CN=Issuer. Give the"
                        + " certificate that was issued for this key, or the key of that certificate.");
    }

    @Test
    void edwardsKeyIsRefused() throws Exception {
        KeyFiles.pem(file(), KeyFiles.pkcs8(Issued.keys("Ed25519", 255).getPrivate()));

        assertProblem(
                identity(""),
                "key-unsupported",
                "The key in " + file() + " is of type Ed25519; Windows accepts code signatures by RSA keys of 2048 bits"
                        + " and more and by ECDSA keys on the curves P-256, P-384 and P-521 only. Use a certificate with such"
                        + " a key.");
    }

    @Test
    void scryptOpens() throws Exception {
        Path file = KeyFiles.pem(file(), KeyFiles.scryptPkcs8(rsa.key(), "secret"));

        assertOpens(file, "secret", rsa);
        assertThat(problem(identity("wrong")).id()).isEqualTo("keystore-password");
    }

    @Test
    void marksOfWindowsAndLinesBeforeTheKeyAreSkipped() throws Exception {
        KeyFiles.pem(file(), KeyFiles.encryptedTraditional(rsa.key(), "secret"));
        String text = Files.readString(file(), US_ASCII).replaceAll("\r?\n", "\r\n");

        assertOpens(Files.writeString(file(), "\uFEFF" + text, UTF_8), "secret", rsa);
        assertOpens(Files.writeString(file(), "\uFEFF" + text, UTF_16LE), "secret", rsa);
        assertOpens(Files.writeString(file(), "Key of the release\r\n\r\n" + text, UTF_8), "secret", rsa);
    }

    @Test
    void unknownCurveIsNamed() throws Exception {
        KeyFiles.pem(file(), KeyFiles.onCurve("secp256k1"));

        assertThat(problem(identity("")).cause())
                .startsWith("The key in " + file() + " is on the curve secp256k1; Windows accepts");
    }

    @Test
    void curveGivenByItsNumbersIsRecognized() throws Exception {
        KeyFiles.pem(file(), KeyFiles.explicit(ec.key()));

        assertOpens(file(), "", ec);
    }

    @Test
    void curveOfItsOwnIsToldAsSuch() throws Exception {
        KeyFiles.pem(file(), KeyFiles.explicit(KeyFiles.privateKeyOnCurve("brainpoolP256r1")));

        assertThat(problem(identity("")).cause())
                .startsWith(
                        "The key in " + file() + " is on a curve of its own, given by explicit parameters; Windows");
    }

    @Test
    void damagedKeyIsTold() throws Exception {
        Files.writeString(file(), "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n", US_ASCII);

        assertThat(problem(identity("")).id()).isEqualTo("keystore-damaged");
        assertThat(problem(identity("")).remedy()).isEqualTo("Export it again as PKCS#8 with openssl pkcs8 -topk8.");
    }

    private Path file() {
        return folder.resolve("key.pem");
    }

    private KeystoreBuilder identity(String password) {
        return new KeystoreBuilder(file(), KeystoreType.PEM).password(password);
    }

    private void assertOpens(Path file, String password, Issued expected) throws Exception {
        Path certificates =
                KeyFiles.pem(folder.resolve("chain.pem"), expected.chain().toArray());
        KeySource source = KeySource.open(new KeystoreBuilder(file, KeystoreType.PEM)
                .password(password)
                .certificateFile(certificates)
                .build());
        assertThat(source.key().getEncoded()).isEqualTo(expected.key().getEncoded());
        assertThat(source.chain()).isEqualTo(expected.chain());
    }

    private static void assertProblem(KeystoreBuilder identity, String id, String text) {
        Problem problem = problem(identity);
        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.text()).isEqualTo(text);
    }

    private static Problem problem(KeystoreBuilder identity) {
        Problem[] found = new Problem[1];
        assertThatThrownBy(() -> KeySource.open(identity.build()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> found[0] = e.problems().get(0));
        return found[0];
    }
}
