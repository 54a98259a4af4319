package io.github.authenticode.engine.embedded.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.keys.KeyFiles.Entry;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.text.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class KeySourceTest {
    private static final String PASSWORD = "pa55 word-canary";
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
    @EnumSource(mode = Mode.EXCLUDE, names = "PEM")
    void keystoreGivesKeyAndChainInOrder(KeystoreType type) throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k"), type.name(), PASSWORD, new Entry("a", signer, PASSWORD));

        KeySource source = KeySource.open(keystore(file, type).build());

        assertThat(source.key()).isEqualTo(signer.key());
        assertThat(source.chain()).isEqualTo(signer.chain());
    }

    @Test
    void aliasChoosesAmongSeveralKeys() throws Exception {
        KeySource source = KeySource.open(
                keystore(twoKeys(), KeystoreType.PKCS12).alias("second").build());

        assertThat(source.certificate()).isEqualTo(other.certificate());
    }

    @Test
    void severalKeysWithoutAliasAreListed() throws Exception {
        Path file = twoKeys();

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-alias",
                "The keystore " + file + " holds 2 keys: 'first', 'second'. Choose one with <alias>.");
    }

    @Test
    void missingAliasListsTheOnesThereAre() throws Exception {
        Path file = twoKeys();

        assertProblem(
                keystore(file, KeystoreType.PKCS12).alias("third"),
                "keystore-alias",
                "The keystore " + file + " has no entry 'third'; it has 'first', 'second'. Correct <alias>.");
    }

    @Test
    void certificateEntryHoldsNoKey() throws Exception {
        Path file = KeyFiles.trustStore(folder.resolve("t.p12"), "PKCS12", PASSWORD, "ca", signer.certificate());

        assertProblem(
                keystore(file, KeystoreType.PKCS12).alias("ca"),
                "keystore-no-key",
                "The entry 'ca' of the keystore " + file + " holds no private key. Choose the entry with the key in"
                        + " <alias>, or import the certificate into it.");
        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-no-key",
                "The keystore " + file + " holds no private key. Export the certificate again together with its private"
                        + " key.");
    }

    @Test
    void missingFileIsNamedAsGiven() {
        Path file = Path.of("certs", "missing.p12");

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-missing",
                "The keystore " + file + " does not exist. Correct <file> of <keystore>, or put the file there.");
    }

    @Test
    void folderIsNoKeystore() {
        assertProblem(
                keystore(folder, KeystoreType.PKCS12),
                "keystore-unreadable",
                "The keystore " + folder + " is a folder. Name the file itself in <file> of <keystore>.");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PEM")
    void wrongPasswordIsToldAndNotPrinted(KeystoreType type) throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k"), type.name(), PASSWORD, new Entry("a", signer, PASSWORD));

        assertProblem(
                keystore(file, type).password("wrong"),
                "keystore-password",
                "The password of the keystore " + file + " is wrong. Correct the password of the server that <serverId>"
                        + " names, or the variable that <passwordEnv> names.");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PEM")
    void noPasswordIsTold(KeystoreType type) throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k"), type.name(), PASSWORD, new Entry("a", signer, PASSWORD));

        assertProblem(
                keystore(file, type).noPassword(),
                "keystore-password-missing",
                "The keystore " + file + " needs a password and none is given. Name a server of settings.xml in"
                        + " <serverId>, or an environment variable in <passwordEnv>.");
    }

    @Test
    void emptyPasswordNeedsNoneGiven() throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k.p12"), "PKCS12", "", new Entry("a", signer, ""));

        assertThat(KeySource.open(
                                keystore(file, KeystoreType.PKCS12).noPassword().build())
                        .certificate())
                .isEqualTo(signer.certificate());
    }

    @Test
    void passwordMayHoldAnyCharacter() throws Exception {
        String password = "pässwört ✓";
        Path file = KeyFiles.bouncyCastlePkcs12(folder.resolve("k.p12"), password, new Entry("a", other, password));

        KeySource source = KeySource.open(
                keystore(file, KeystoreType.PKCS12).password(password).build());

        assertThat(source.key()).isEqualTo(other.key());
        assertThat(source.chain()).isEqualTo(other.chain());
        assertThat(problem(keystore(file, KeystoreType.PKCS12).password("wröng"))
                        .id())
                .isEqualTo("keystore-password");
    }

    @Test
    void keyPasswordMayDiffer() throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k.jks"), "JKS", PASSWORD, new Entry("a", signer, "key secret"));

        assertProblem(
                keystore(file, KeystoreType.JKS),
                "key-password",
                "The keystore " + file
                        + " opens, but the password of its key 'a' is wrong. Give the password of the key"
                        + " itself, which differs from that of the keystore.");
        assertThat(KeySource.open(keystore(file, KeystoreType.JKS)
                                .keyPassword("key secret")
                                .build())
                        .key())
                .isEqualTo(signer.key());
    }

    @Test
    void otherTypeIsRecognized() throws Exception {
        Path file = KeyFiles.keystore(folder.resolve("k.p12"), "JKS", PASSWORD, new Entry("a", signer, PASSWORD));

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-type",
                "The keystore " + file + " is not of type PKCS12; it looks like a JKS keystore. Set <type>JKS</type>.");
    }

    @Test
    void certificateGivenAsKeystoreIsRecognized() throws Exception {
        Path file = KeyFiles.pem(folder.resolve("c.pem"), signer.certificate());

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-type",
                "The keystore " + file + " is not of type PKCS12; it looks like certificates in PEM without a private"
                        + " key. Name a PKCS#12, JKS or JCEKS keystore or a PEM private key in <file>.");
    }

    @Test
    void emptyFileIsNoKeystore() throws Exception {
        Path file = Files.createFile(folder.resolve("k.p12"));

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "keystore-type",
                "The keystore " + file + " is not of type PKCS12; it looks like nothing: it is empty. Name a PKCS#12,"
                        + " JKS or JCEKS keystore or a PEM private key in <file>.");
    }

    @Test
    void truncatedKeystoreIsDamaged() throws Exception {
        Path whole = KeyFiles.keystore(folder.resolve("k"), "PKCS12", PASSWORD, new Entry("a", signer, PASSWORD));
        byte[] bytes = Files.readAllBytes(whole);
        Path file = Files.write(folder.resolve("half.p12"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(problem(keystore(file, KeystoreType.PKCS12))).satisfies(p -> {
            assertThat(p.id()).isEqualTo("keystore-damaged");
            assertThat(p.cause()).isEqualTo("The keystore " + file + " cannot be read as PKCS12.");
            assertThat(p.evidence()).isPresent();
        });
    }

    @Test
    void shortRsaKeyIsRefused() throws Exception {
        Issued weak = Issued.root("CN=R").signer("CN=Weak", Issued.keys("RSA", 1024));
        Path file = KeyFiles.keystore(folder.resolve("k"), "PKCS12", PASSWORD, new Entry("a", weak, PASSWORD));

        assertProblem(
                keystore(file, KeystoreType.PKCS12),
                "key-unsupported",
                "The key 'a' in " + file + " is an RSA key of 1024 bits; Windows accepts code signatures by RSA keys of"
                        + " 2048 bits and more and by ECDSA keys on the curves P-256, P-384 and P-521 only. Use a certificate with"
                        + " such a key.");
    }

    @Test
    void dsaAndEdwardsKeysAreRefused() throws Exception {
        Issued dsa = Issued.root("CN=R").signer("CN=D", Issued.keys("DSA", 2048));
        Issued edwards = Issued.root("CN=R").signer("CN=E", Issued.keys("Ed25519", 255));
        Path file = KeyFiles.keystore(
                folder.resolve("k"),
                "PKCS12",
                PASSWORD,
                new Entry("d", dsa, PASSWORD),
                new Entry("e", edwards, PASSWORD));

        assertThat(problem(keystore(file, KeystoreType.PKCS12).alias("d")).cause())
                .startsWith("The key 'd' in " + file + " is of type DSA;");
        assertThat(problem(keystore(file, KeystoreType.PKCS12).alias("e")).cause())
                .startsWith("The key 'e' in " + file + " is of type Ed25519;");
    }

    @Test
    void certificateFileCompletesTheChain() throws Exception {
        Issued leafOnly = new Issued(signer.key(), signer.chain().subList(0, 1));
        Path file = KeyFiles.keystore(folder.resolve("k"), "PKCS12", PASSWORD, new Entry("a", leafOnly, PASSWORD));
        Path chain = KeyFiles.pem(
                folder.resolve("chain.pem"),
                signer.chain().get(2),
                other.certificate(),
                signer.chain().get(1));

        KeySource source = KeySource.open(
                keystore(file, KeystoreType.PKCS12).certificateFile(chain).build());

        assertThat(source.chain()).isEqualTo(signer.chain());
    }

    @Test
    void keySourceNeverPrintsTheKey() {
        assertThat(signer.source()).hasToString("KeySource[CN=Example Ltd]");
        assertThat(new FoundKey("The key in k.pem", signer.key(), signer.chain()))
                .hasToString("The key in k.pem");
    }

    private Path twoKeys() throws Exception {
        return KeyFiles.keystore(
                folder.resolve("two.p12"),
                "PKCS12",
                PASSWORD,
                new Entry("second", other, PASSWORD),
                new Entry("first", signer, PASSWORD));
    }

    private static KeystoreBuilder keystore(Path file, KeystoreType type) {
        return new KeystoreBuilder(file, type).password(PASSWORD);
    }

    private static void assertProblem(KeystoreBuilder identity, String id, String text) {
        Problem problem = problem(identity);
        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.text()).isEqualTo(text).doesNotContain("canary");
    }

    private static Problem problem(KeystoreBuilder identity) {
        Problem[] found = new Problem[1];
        assertThatThrownBy(() -> KeySource.open(identity.build()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> found[0] = e.problems().get(0));
        return found[0];
    }

    /** Builds an {@link KeystoreIdentity} step by step. */
    static final class KeystoreBuilder {
        private final Path file;
        private final KeystoreType type;
        private Optional<Secret> password = Optional.empty();
        private Optional<String> alias = Optional.empty();
        private Optional<Secret> keyPassword = Optional.empty();
        private Optional<Path> certificateFile = Optional.empty();

        KeystoreBuilder(Path file, KeystoreType type) {
            this.file = file;
            this.type = type;
        }

        KeystoreBuilder password(String text) {
            password = Optional.of(Secret.of(text));
            return this;
        }

        KeystoreBuilder noPassword() {
            password = Optional.empty();
            return this;
        }

        KeystoreBuilder alias(String name) {
            alias = Optional.of(name);
            return this;
        }

        KeystoreBuilder keyPassword(String text) {
            keyPassword = Optional.of(Secret.of(text));
            return this;
        }

        KeystoreBuilder certificateFile(Path path) {
            certificateFile = Optional.of(path);
            return this;
        }

        KeystoreIdentity build() {
            return new KeystoreIdentity(file, type, password, alias, keyPassword, certificateFile);
        }
    }
}
