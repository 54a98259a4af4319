package io.github.authenticode.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.EmbeddedProvider;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.engine.signtool.SigntoolProvider;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.identity.TokenModule;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.testing.sample.SampleFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"auto", "embedded"})
    void testCertificateSignsWithoutNetwork(String choice) throws Exception {
        Path file = SampleFiles.write(FileFormat.POWERSHELL, folder, "install.ps1");

        try (Engine engine = open(plan(new TestCertificateIdentity(folder.resolve("t")), choice))) {
            assertThat(engine.name()).isEqualTo("embedded");
            assertThat(engine.certificate()
                            .orElseThrow()
                            .getSubjectX500Principal()
                            .getName())
                    .startsWith("CN=TEST CERTIFICATE");
            assertThat(engine.sign(List.of(new Engine.Task(file, FileFormat.POWERSHELL, 1))))
                    .containsExactly(new Attempt.Done());
        }
    }

    @Test
    void testCertificateMayUseAnAuthorityOfTheNetwork() throws Exception {
        TestAuthority authority = TestAuthority.open(folder.resolve("t"), clock());
        Path file = SampleFiles.write(FileFormat.POWERSHELL, folder, "install.ps1");
        try (LoopbackTsa tsa = LoopbackTsa.start(authority);
                Engine engine =
                        open(plan(new TestCertificateIdentity(folder.resolve("t")), SigningPlan.AUTO, tsa.url()))) {
            engine.sign(List.of(new Engine.Task(file, FileFormat.POWERSHELL, 1)));

            assertThat(tsa.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, POSSIBLE", "false, NONE"})
    void theEmbeddedEngineSignsWithAWindowsStoreOnWindowsIfAskedTo(boolean windows, Fit fit) {
        StoreCertificateIdentity certificate = new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
        TokenSettings tokens = TokenSettings.current(folder, warning -> {}, text -> {});

        assertThat(new EmbeddedProvider(SampleAzure.settings(), tokens, windows).fit(certificate))
                .isEqualTo(fit);
    }

    @Test
    void engineThatDoesNotExistYetIsSaidSo() {
        assertThatThrownBy(() -> open(plan(new TestCertificateIdentity(folder), "smctl")))
                .isInstanceOf(ProblemException.class)
                .hasMessage("<engine>smctl</engine> is not in this version. Use embedded, or auto.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keystoreNeedsAnAuthority() {
        Identity keystore = new KeystoreIdentity(
                folder.resolve("k.p12"),
                KeystoreType.PKCS12,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> open(plan(keystore, SigningPlan.AUTO)))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "No timestamp authority is given. Name the one of your certificate's issuer in <timestamp>.");
        assertThatThrownBy(() -> open(plan(keystore, SigningPlan.AUTO, URI.create("http://tsa.invalid"))))
                .hasMessageStartingWith("The keystore " + folder.resolve("k.p12") + " does not exist.");
    }

    @Test
    void impossiblePairNamesTheEnginesThatWouldDo() {
        Identity token = new KeyContainerIdentity("Some KSP", "alias", folder.resolve("c.cer"));
        assertThatThrownBy(() -> open(plan(token, "embedded")))
                .isInstanceOf(ProblemException.class)
                .hasMessage(
                        "<engine>embedded</engine> cannot sign with <keyContainer> in this version. Use signtool, or"
                                + " auto.");
        assertThatThrownBy(() -> open(plan(
                        new Pkcs11Identity(
                                Optional.empty(),
                                Optional.of(TokenModule.OPENSC),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        "signtool")))
                .hasMessage(
                        "<engine>signtool</engine> cannot sign with <pkcs11> in this version. Use embedded, or auto.");
        assertThatThrownBy(() -> open(plan(new TestCertificateIdentity(folder), "signtool")))
                .hasMessage(
                        "<engine>signtool</engine> cannot sign with <testCertificate> in this version. Use embedded,"
                                + " or auto.");
    }

    @Test
    void filesAtATimeDependOnWhereTheKeyIs() throws Exception {
        try (Engine local = open(plan(new TestCertificateIdentity(folder.resolve("t")), SigningPlan.AUTO));
                Engine service = open(plan(artifactSigning(), "embedded", URI.create("http://tsa.invalid")))) {
            assertThat(local.parallelism().usual())
                    .isEqualTo(Math.min(16, 4 * Runtime.getRuntime().availableProcessors()));
            assertThat(service.parallelism()).isEqualTo(Parallelism.of(24));
        }
    }

    private static Identity artifactSigning() {
        return new ArtifactSigningIdentity(
                URI.create("https://weu.codesigning.azure.net"),
                "example-account",
                "example-profile",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static TokenSettings tokens() {
        return TokenSettings.current(Path.of("target"), warning -> {}, text -> {});
    }

    private static Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        CloudSettings azure = SampleAzure.settings();
        return new Engines(List.of(
                        new EmbeddedProvider(azure, tokens(), false),
                        new SigntoolProvider(
                                SigntoolSettings.DEFAULT,
                                azure,
                                host -> new DigiCertPrograms(host, new RememberedCalls(), Optional.empty()),
                                false,
                                text -> {})))
                .open(plan);
    }

    private SigningPlan plan(Identity identity, String choice, URI... authorities) {
        Timestamping timestamping =
                new Timestamping(true, List.of(authorities), 1, Duration.ZERO, Duration.ofSeconds(10));
        return new SigningPlan(
                List.of(),
                identity,
                choice,
                new SignatureOptions(
                        DigestAlgorithm.SHA256,
                        Optional.empty(),
                        Optional.empty(),
                        timestamping,
                        ExistingSignature.SKIP),
                new Policy(Optional.empty(), Optional.empty(), true, List.of(), Optional.empty()),
                folder.resolve("work"),
                1);
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }
}
