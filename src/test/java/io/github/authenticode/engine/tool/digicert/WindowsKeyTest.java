package io.github.authenticode.engine.tool.digicert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.smctldouble.SmctlDoubleKit;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** smctl and certutil as real processes, as far as signtool needs them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there programs are executable images and no scripts")
@Timeout(60)
class WindowsKeyTest {
    private static final String DOCUMENTED = "DigiCert Signing Manager KSP";
    private static final String NEWER = "DigiCert Software Trust Manager KSP";
    private static final String MICROSOFT = "Microsoft Software Key Storage Provider";

    @TempDir
    Path folder;

    private final List<String> debug = new ArrayList<>();
    private final RememberedCalls calls = new RememberedCalls();
    private final TestEntity signer = certificate("C=DE, CN=Example Ltd");
    private SmctlDoubleKit kit;

    WindowsKeyTest() throws Exception {}

    private static TestEntity certificate(String subject) throws Exception {
        return TestCertificate.of(subject).make();
    }

    @BeforeEach
    void install() throws Exception {
        kit = SmctlDoubleKit.install(folder.resolve("kit"))
                .providers(MICROSOFT, NEWER)
                .keyPair("key_1", signer);
        Files.writeString(folder.resolve("client.p12"), "not read by the double");
    }

    @Test
    void certificateIsSynchronizedOnceInABuildAndItsThumbprintFound() throws Exception {
        for (int module = 0; module < 2; module++) {
            assertThat(of("key_1", Optional.empty(), Optional.empty()))
                    .isInstanceOfSatisfying(
                            StoreCertificateIdentity.class,
                            found -> assertThat(found.thumbprint()).contains(thumbprint(signer)));
        }

        assertThat(kit.calls())
                .containsExactly("smctl windows certsync --keypair-alias=key_1", "certutil -user -store My");
    }

    @Test
    void aliasOfTheWrongCaseListsThoseThatAreThere() {
        assertThatThrownBy(() -> of("KEY_1", Optional.empty(), Optional.empty()))
                .hasMessageStartingWith(
                        "smctl windows certsync did not bring the certificate of the key pair \"KEY_1\"")
                .hasMessageContaining("upper and lower case included")
                .hasMessageContaining("no keypair found with alias KEY_1")
                .hasMessageContaining("| key_1 | RSA | ONLINE |");
    }

    @Test
    void wrongApiKeyIsExplained() {
        assertThatThrownBy(() -> WindowsKey.of(
                        key("key_1", Optional.empty(), Optional.empty(), "01canary-of-last-year"), programs()))
                .hasMessageStartingWith("DigiCert ONE does not accept the API key");
    }

    @Test
    void certificateThatIsBoundToAnotherProviderIsNotFound() throws Exception {
        kit.providers(NEWER, MICROSOFT);

        assertThatThrownBy(() -> of("key_1", Optional.empty(), Optional.empty()))
                .hasMessageStartingWith(
                        "smctl windows certsync ended well, but the store of this Windows user has not");
    }

    @Test
    void twoCertificatesOfAKeyPairAreToldApartByThumbprint() throws Exception {
        TestEntity renewed = certificate("C=DE, CN=Example Ltd");
        kit.keyPair("key_1~2", renewed);

        assertThatThrownBy(() -> of("key_1", Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("The store of this Windows user has 2 certificates of the key pair \"key_1\"")
                .hasMessageContaining(thumbprint(signer))
                .hasMessageContaining(thumbprint(renewed));
        assertThat(of("key_1", Optional.of(thumbprint(renewed)), Optional.empty()))
                .isInstanceOfSatisfying(
                        StoreCertificateIdentity.class,
                        found -> assertThat(found.thumbprint()).contains(thumbprint(renewed)));
    }

    @Test
    void ofBothProvidersTheDocumentedOneIsTaken() throws Exception {
        assertThat(container(Optional.empty()).csp()).isEqualTo(NEWER);

        kit.providers(MICROSOFT, NEWER, DOCUMENTED);
        assertThat(((KeyContainerIdentity) WindowsKey.of(withCertificate(Optional.empty()), anotherBuild())).csp())
                .isEqualTo(DOCUMENTED);
    }

    @Test
    void providerThatIsNotRegisteredIsSaidWithThoseThatAre() throws Exception {
        assertThatThrownBy(() -> container(Optional.of(DOCUMENTED)))
                .hasMessage(
                        "<kspName>: Windows has no key storage provider \"" + DOCUMENTED + "\"; it has \"" + MICROSOFT
                                + "\", \"" + NEWER + "\". Write <kspName>" + NEWER + "</kspName>, or leave it out.");

        kit.providers(MICROSOFT);
        assertThatThrownBy(() -> WindowsKey.of(withCertificate(Optional.empty()), anotherBuild()))
                .hasMessageStartingWith(
                        "Windows has no key storage provider of DigiCert's; it has \"" + MICROSOFT + "\".")
                .hasMessageContaining("smctl windows ksp register");
    }

    @Test
    void missingCertutilIsSaid() throws Exception {
        Files.delete(kit.programs().resolve("certutil"));

        assertThatThrownBy(() -> container(Optional.empty())).hasMessageStartingWith("certutil, which tells which");
    }

    @Test
    void noCommandLineAndNoLogHoldsASecret() throws Exception {
        of("key_1", Optional.empty(), Optional.empty());

        assertThat(kit.calls()).isNotEmpty().allSatisfy(call -> assertThat(call).doesNotContain("canary"));
        assertThat(debug).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain("canary"));
    }

    private KeyContainerIdentity container(Optional<String> ksp) throws Exception {
        return (KeyContainerIdentity) WindowsKey.of(withCertificate(ksp), programs());
    }

    private KeyLockerIdentity withCertificate(Optional<String> ksp) {
        return new KeyLockerIdentity(
                "key_1",
                Optional.empty(),
                Optional.of(folder.resolve("codesign.crt")),
                Optional.empty(),
                ksp,
                account(SmctlDoubleKit.API_KEY));
    }

    private Identity of(String alias, Optional<String> thumbprint, Optional<String> ksp) throws Exception {
        return WindowsKey.of(key(alias, thumbprint, ksp, SmctlDoubleKit.API_KEY), programs());
    }

    private KeyLockerIdentity key(String alias, Optional<String> thumbprint, Optional<String> ksp, String apiKey) {
        return new KeyLockerIdentity(alias, Optional.empty(), Optional.empty(), thumbprint, ksp, account(apiKey));
    }

    private DigiCertAccount account(String apiKey) {
        return new DigiCertAccount(
                URI.create("https://clientauth.one.digicert.com"),
                Secret.of(apiKey),
                folder.resolve("client.p12"),
                Secret.of("passcanary-word"));
    }

    private DigiCertPrograms programs() {
        return new DigiCertPrograms(kit.machine(folder, debug::add), calls, Optional.empty());
    }

    private DigiCertPrograms anotherBuild() {
        return new DigiCertPrograms(kit.machine(folder, debug::add), new RememberedCalls(), Optional.empty());
    }

    private static String thumbprint(TestEntity entity) {
        try {
            byte[] der = entity.certificate().getEncoded();
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(der));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
