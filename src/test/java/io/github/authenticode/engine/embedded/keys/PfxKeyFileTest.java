package io.github.authenticode.engine.embedded.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.KeySourceTest.KeystoreBuilder;
import io.github.authenticode.engine.embedded.keys.PfxWriter.Mac;
import io.github.authenticode.plan.identity.KeystoreType;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PfxKeyFileTest {
    private static final String PASSWORD = "pa55 wörd-canary";
    private static Issued signer;
    private static Issued other;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Issued issuer = Issued.root("CN=Root").intermediate("CN=Issuer");
        signer = issuer.signer("CN=Example Ltd", Issued.keys("RSA", 2048));
        other = issuer.signer("CN=Other", Issued.keys("EC", 256));
    }

    @ParameterizedTest
    @EnumSource
    void anyCheckValueIsRead(Mac mac) throws Exception {
        Path file = new PfxWriter(PASSWORD).mac(mac).key(signer).write(file());

        assertOpens(identity().password(PASSWORD));
        assertThat(problem(identity().password("wrong")).id()).isEqualTo("keystore-password");
        assertThat(problem(identity().noPassword()).text())
                .isEqualTo(
                        "The keystore " + file + " needs a password and none is given. Name a server of settings.xml in"
                                + " <serverId>, or an environment variable in <passwordEnv>.");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotEncryptedNeedsNoPassword(Mac mac) throws Exception {
        new PfxWriter("").plain().mac(mac).key(signer).write(file());

        assertOpens(identity().noPassword());
        assertOpens(identity().password(""));
    }

    @Test
    void plainFileWithTheCheckValueOfSomebodyElseIsReadWithoutAPassword() throws Exception {
        new PfxWriter(PASSWORD).plain().key(signer).write(file());

        assertOpens(identity().noPassword());
        assertOpens(identity().password(PASSWORD));
    }

    @Test
    void wrongPasswordOfAPlainFileIsToldWithTheWayOut() throws Exception {
        Path file = new PfxWriter("").plain().key(signer).write(file());

        assertThat(problem(identity().password("secret-canary")).text())
                .isEqualTo(
                        "The password of the keystore " + file + " is wrong: nothing in it is encrypted, but its check"
                                + " value (MAC) was made with another password, or with none. Remove <serverId> and <passwordEnv>"
                                + " to read it without a password, or correct the password.");
    }

    @Test
    void fileOfPythonsCryptographyWithoutEncryptionIsRead() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(PfxKeyFileTest.class.getResourceAsStream("/keys/python-no-encryption.p12"))) {
            Files.copy(in, file());
        }

        KeySource source = KeySource.open(identity().noPassword().build());

        assertThat(source.chain())
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=Demo\\, Inc.,O=Demo\\, Inc.,C=DE", "CN=Demo CA", "CN=Demo Root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.6", "1.2.840.113549.1.12.1.1"})
    void oldCiphersAreRead(String oid) throws Exception {
        new PfxWriter(PASSWORD)
                .cipher(new ASN1ObjectIdentifier(oid))
                .mac(Mac.SHA1)
                .key(signer)
                .write(file());

        assertOpens(identity().password(PASSWORD));
    }

    @Test
    void emptyPasswordOfOldCiphersNeedsNoneGiven() throws Exception {
        new PfxWriter("")
                .cipher(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)
                .key(signer)
                .write(file());

        assertOpens(identity().noPassword());
    }

    @Test
    void changedByteIsNoWrongPassword() throws Exception {
        Path file = new PfxWriter(PASSWORD).key(signer).write(file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[600] ^= 1;
        Files.write(file, bytes);

        assertThat(problem(identity().password(PASSWORD)).text())
                .isEqualTo("The keystore " + file
                        + " cannot be read as PKCS12. (its check value (MAC) does not fit, though"
                        + " the password opens it) Export it again, or get an undamaged copy.");
        assertThat(problem(identity().password("wrong")).id()).isEqualTo("keystore-password");
    }

    @Test
    void namesMayHoldAnyCharacterAndIgnoreCase() throws Exception {
        Path file = new PfxWriter(PASSWORD)
                .key(Optional.of("Schlüssel für Öffentliches"), info(signer))
                .key(Optional.empty(), info(other))
                .certificates(signer.chain())
                .certificates(other.chain().subList(0, 1))
                .write(file());

        assertOpens(identity().password(PASSWORD).alias("schlüssel für öffentliches"));
        assertThat(KeySource.open(identity().password(PASSWORD).alias("1").build())
                        .certificate())
                .isEqualTo(other.certificate());
        assertThat(problem(identity().password(PASSWORD)).cause())
                .isEqualTo("The keystore " + file + " holds 2 keys: '1', 'Schlüssel für Öffentliches'.");
    }

    @Test
    void severalKeysOfOneNameAreTold() throws Exception {
        Path file = new PfxWriter(PASSWORD).key(signer).key(other).write(file());

        assertThat(problem(identity().password(PASSWORD).alias("release")).cause())
                .isEqualTo("The keystore " + file + " holds several keys of the name 'release'.");
    }

    @Test
    void keyMayHaveItsCertificateInAnotherFile() throws Exception {
        new PfxWriter(PASSWORD).key(Optional.empty(), info(signer)).write(file());
        Path chain = KeyFiles.pem(folder.resolve("chain.pem"), signer.chain().toArray());

        assertOpens(identity().password(PASSWORD).certificateFile(chain));
        assertThat(problem(identity().password(PASSWORD)).id()).isEqualTo("certificate-missing");
    }

    @Test
    void certificatesAloneAreNoKey() throws Exception {
        new PfxWriter(PASSWORD).certificates(signer.chain()).write(file());

        assertThat(problem(identity().password(PASSWORD)).id()).isEqualTo("keystore-no-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "brainpoolP256r1", "secp224r1"})
    void curveThatWindowsDoesNotKnowIsNamed(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECNamedCurveGenParameterSpec(curve));
        PrivateKeyInfo key = PrivateKeyInfo.getInstance(
                generator.generateKeyPair().getPrivate().getEncoded());
        Path file = new PfxWriter(PASSWORD)
                .key(Optional.of("k"), key)
                .certificates(signer.chain())
                .write(file());

        assertThat(problem(identity().password(PASSWORD)).text())
                .isEqualTo("The key 'k' in " + file + " is on the curve " + curve
                        + "; Windows accepts code signatures by RSA"
                        + " keys of 2048 bits and more and by ECDSA keys on the curves P-256, P-384 and P-521 only. Use a"
                        + " certificate with such a key.");
    }

    @Test
    void keyPasswordMayDiffer() throws Exception {
        KeyFiles.bouncyCastlePkcs12(file(), PASSWORD, new KeyFiles.Entry("a", signer, PASSWORD));

        assertThat(problem(identity().password(PASSWORD).keyPassword("another")).id())
                .isEqualTo("key-password");
    }

    private Path file() {
        return folder.resolve("key.p12");
    }

    private KeystoreBuilder identity() {
        return new KeystoreBuilder(file(), KeystoreType.PKCS12);
    }

    private static PrivateKeyInfo info(Issued issued) {
        return PrivateKeyInfo.getInstance(issued.key().getEncoded());
    }

    private static void assertOpens(KeystoreBuilder identity) throws Exception {
        KeySource source = KeySource.open(identity.build());
        assertThat(source.key()).isEqualTo(signer.key());
        assertThat(source.chain()).isEqualTo(List.copyOf(signer.chain()));
    }

    private static Problem problem(KeystoreBuilder identity) {
        Problem[] found = new Problem[1];
        assertThatThrownBy(() -> KeySource.open(identity.build()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> found[0] = e.problems().get(0));
        assertThat(found[0].text()).doesNotContain("canary");
        return found[0];
    }
}
