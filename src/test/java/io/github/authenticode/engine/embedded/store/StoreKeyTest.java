package io.github.authenticode.engine.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.Machine;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The choice from a store, in keystores of our own in the place of Windows'. */
class StoreKeyTest {
    private static final Instant NOW = TestPki.NOW;

    private static TestPki pki;
    private static KeyPair keys;
    private static TestEntity first;
    private static TestEntity second;

    private final List<String> opened = new ArrayList<>();
    private KeyStore windows;

    @BeforeAll
    static void certificates() throws Exception {
        pki = TestPki.create();
        keys = TestCertificate.keyPair("RSA", 2048);
        first = pki.certificate("O=Example, CN=Example Ltd")
                .keys(keys)
                .validity("2026-01-01T00:00:00Z", "2026-10-01T00:00:00Z")
                .make();
        second = pki.certificate("O=Example, CN=Example Ltd")
                .keys(keys)
                .validity("2026-01-01T00:00:00Z", "2026-11-01T00:00:00Z")
                .make();
    }

    @BeforeEach
    void emptyStore() throws Exception {
        windows = KeyStore.getInstance("PKCS12");
        windows.load(null, null);
    }

    @Test
    void theStoreOfTheUserGivesKeyChainAndProvider() throws Exception {
        put("Example Ltd", first);

        StoreKey key = open(subject("example ltd"));

        assertThat(key.source().chain())
                .startsWith(first.certificate(), pki.intermediate().certificate());
        assertThat(key.provider().getName()).isEqualTo("SunRsaSign");
        assertThat(opened).containsExactly("Windows-MY");
    }

    @Test
    void theStoreOfTheMachineAndItsRootsAreOthers() throws Exception {
        put("Example Ltd", first);

        open(in("my", true));
        open(in("Root", false));
        open(in("Root", true));

        assertThat(opened).containsExactly("Windows-MY-LOCALMACHINE", "Windows-ROOT", "Windows-ROOT-LOCALMACHINE");
    }

    @Test
    void anotherStoreIsNoneOfJavas() {
        assertThatThrownBy(() -> open(in("MyStore", false)))
                .hasMessage(
                        "Java knows the stores My and Root of Windows alone, and not \"MyStore\". Move the certificate"
                                + " into My, or use <engine>signtool</engine>.");
    }

    @Test
    void twoThatMatchAreListedWithIssuerExpiryAndThumbprint() throws Exception {
        put("Example Ltd", first);
        put("Example Ltd (1)", second);

        assertThat(problem(subject("Example")).text())
                .isEqualTo("The store My of this Windows user has 2 certificates that match <storeCertificate>: "
                        + words(first, "2026-10-01T00:00:00Z") + "; " + words(second, "2026-11-01T00:00:00Z")
                        + ". Name the one you mean by its <thumbprint>, which is the certificate's SHA-1 and no digest of"
                        + " files, or set <automatic> to take the one valid longest.");
    }

    @Test
    void thumbprintAutomaticAndFriendlyNameTellTwoApart() throws Exception {
        put("release 2025", first);
        put("release 2026", second);

        assertThat(chosen(identity(Optional.of(thumbprint(first)), Optional.empty(), false, Optional.empty())))
                .isEqualTo(first.certificate());
        assertThat(chosen(identity(Optional.empty(), Optional.of("Example"), true, Optional.empty())))
                .isEqualTo(second.certificate());
        assertThat(chosen(identity(Optional.empty(), Optional.empty(), false, Optional.of("release 2025"))))
                .isEqualTo(first.certificate());
    }

    @Test
    void javasNumberBehindAFriendlyNameIsNoPartOfIt() throws Exception {
        put("release", first);
        put("release (1)", second);

        assertThat(problem(identity(Optional.empty(), Optional.empty(), false, Optional.of("release")))
                        .id())
                .isEqualTo("store-many-certificates");
    }

    @Test
    void oneWithoutItsKeyOrOutOfDateIsPassedOverForAnother() throws Exception {
        windows.setCertificateEntry("bare", second.certificate());
        put("old", expired());
        put("good", first);

        assertThat(chosen(subject("Example"))).isEqualTo(first.certificate());
    }

    @Test
    void aCertificateWithoutItsPrivateKeyIsSaidWithTheCure() throws Exception {
        windows.setCertificateEntry("bare", first.certificate());

        assertThat(problem(subject("Example")).text())
                .isEqualTo("The store My of this Windows user has the certificate without its private key: "
                        + words(first, "2026-10-01T00:00:00Z")
                        + ". Import the certificate together with its private key (certutil -user -importPFX FILE), plug in"
                        + " the token that has it, or run the build as the Windows user who owns it.");
    }

    @Test
    void aStoreOfAnotherUserListsWhatThisOneHas() throws Exception {
        put("Example Ltd", first);

        assertThat(problem(subject("Somebody Else")).text())
                .isEqualTo(
                        "The store My of this Windows user has no certificate that matches <storeCertificate>; it has "
                                + words(first, "2026-10-01T00:00:00Z")
                                + ". Correct <storeCertificate>, and run the build as the Windows user who owns the certificate;"
                                + " certificates of the machine need <machineStore>true</machineStore>.");
    }

    @Test
    void oneThatIsNoneForCodeOrExpiredIsSaid() throws Exception {
        put("old", expired());
        assertThat(problem(subject("Example")).cause())
                .startsWith("In the store My of this Windows user, no certificate that matches is valid now: ")
                .contains("expires 2026-02-01T00:00:00Z");

        emptyStore();
        put(
                "web",
                pki.certificate("CN=Example Web")
                        .keys(keys)
                        .purposes(false, KeyPurposeId.id_kp_serverAuth)
                        .make());
        assertThat(problem(subject("Example")).cause())
                .startsWith("In the store My of this Windows user, no certificate that matches is for code signing: ");
    }

    @Test
    void theKeyOfAnotherCertificateSignsNothing() throws Exception {
        PrivateKey other = TestCertificate.keyPair("RSA", 2048).getPrivate();
        windows.setKeyEntry("Example Ltd", other, new char[0], new Certificate[] {first.certificate()});

        assertThat(problem(subject("Example")).text())
                .isEqualTo("The key in the store My of this Windows user belongs to none of the certificates given:"
                        + " CN=Example Ltd,O=Example. Give the certificate that was issued for this key, or the key of that"
                        + " certificate.");
    }

    @Test
    void aKeyPairAliasIsForSigntool() {
        StoreCertificateIdentity identity = new StoreCertificateIdentity(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.of("key_1"));

        assertThat(problem(identity).text())
                .isEqualTo("Java does not tell which key pair a certificate in a Windows store belongs to, so that"
                        + " <keypairAlias> chooses none. Use <engine>signtool</engine>, name the certificate by its"
                        + " <thumbprint>, or use <keyLocker>.");
    }

    @Test
    void aJavaWithoutWindowsStoresSaysSo() {
        assumeThat(Machine.isWindows()).isFalse();

        assertThatThrownBy(() -> StoreKey.open(subject("Example"), WindowsStores.OF_JAVA, NOW))
                .hasMessageStartingWith("Java cannot open the store My of this Windows user.")
                .hasMessageEndingWith("Build on Windows, with a Java that has the module jdk.crypto.mscapi, or use"
                        + " <engine>signtool</engine>.");
    }

    private static TestEntity expired() throws GeneralSecurityException {
        return pki.certificate("O=Example, CN=Example Ltd")
                .keys(keys)
                .validity("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
                .make();
    }

    private StoreKey open(StoreCertificateIdentity identity) throws ProblemException {
        WindowsStores stores = new WindowsStores() {
            @Override
            public KeyStore open(String type) {
                opened.add(type);
                return windows;
            }

            @Override
            public Provider provider() {
                return Security.getProvider("SunRsaSign");
            }
        };
        return StoreKey.open(identity, stores, NOW);
    }

    private Certificate chosen(StoreCertificateIdentity identity) throws ProblemException {
        return open(identity).source().certificate();
    }

    private Problem problem(StoreCertificateIdentity identity) {
        try {
            open(identity);
        } catch (ProblemException e) {
            return e.problems().get(0);
        }
        throw new AssertionError("It was opened");
    }

    private void put(String alias, TestEntity entity) throws KeyStoreException {
        windows.setKeyEntry(alias, entity.key(), new char[0], entity.chain().toArray(new Certificate[0]));
    }

    private static String thumbprint(TestEntity entity) {
        return new StoreEntry("", List.of(entity.certificate()), true).thumbprint();
    }

    private static String words(TestEntity entity, String end) {
        return "\"CN=Example Ltd,O=Example\" issued by \"CN=Test Issuer,O=Test Authority,C=DE\", expires " + end
                + ", thumbprint " + thumbprint(entity);
    }

    private static StoreCertificateIdentity subject(String part) {
        return identity(Optional.empty(), Optional.of(part), false, Optional.empty());
    }

    private static StoreCertificateIdentity in(String store, boolean machine) {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Example"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(store),
                machine,
                false);
    }

    private static StoreCertificateIdentity identity(
            Optional<String> thumbprint, Optional<String> subject, boolean automatic, Optional<String> friendlyName) {
        return new StoreCertificateIdentity(
                thumbprint,
                subject,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                automatic,
                friendlyName,
                Optional.empty());
    }
}
