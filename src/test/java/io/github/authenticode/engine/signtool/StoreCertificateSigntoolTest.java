package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine.Task;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.process.windows.HandmadePe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys of Windows' own, with signtool and certutil that answer as documented. */
class StoreCertificateSigntoolTest {
    private static final String FIRST = "3550FFCA3CD652DDE30675CE681EA1E01073E647";
    private static final String SECOND = "C1C1A0655D1075985948BFE91391408740412F7E";

    private static final String STORE = """
            My "Personal"
            ================ Certificate 0 ================
            X509 Certificate:
            Version: 3
            Issuer:
                CN=Example CA
             NotBefore: 1/1/2026 1:00 AM
             NotAfter: 1/1/2027 1:00 AM
            Subject:
                CN=Example Ltd
            Cert Hash(sha1): 3550ffca3cd652dde30675ce681ea1e01073e647
              CERT_FRIENDLY_NAME_PROP_ID(11):
                Release of 2026
              CERT_KEY_PROV_INFO_PROP_ID(2):
                Key Container = key_1
                Provider = DigiCert Software Trust Manager KSP
            ================ Certificate 1 ================
            X509 Certificate:
            Issuer:
                CN=Example CA
             NotAfter: 2/1/2027 1:00 AM
            Cert Hash(sha1): c1c1a0655d1075985948bfe91391408740412f7e
              CERT_FRIENDLY_NAME_PROP_ID(11):
                Release of 2026
              CERT_KEY_PROV_INFO_PROP_ID(2):
                Key Container = key_2
                Provider = DigiCert Software Trust Manager KSP
            CertUtil: -store command completed successfully.
            """;

    @TempDir
    Path temp;

    private FakeMachine machine;
    private String said = "";

    @BeforeEach
    void machine() {
        machine = new FakeMachine(temp);
        machine.environment.put(
                "SIGNTOOL_PATH",
                machine.file("kit/signtool.exe", HandmadePe.signtool(0x8664, "10.0.26100.1"))
                        .toString());
        Path certutil = machine.file("tools/certutil.exe", new byte[0]);
        machine.environment.put(
                "PATH", Objects.requireNonNull(certutil.getParent()).toString());
        machine.answers = command -> command.executable().endsWith("certutil.exe")
                ? new ToolResult(new Ending.Exited(0), STORE, "", Duration.ZERO)
                : new ToolResult(new Ending.Exited(1), "", said, Duration.ZERO);
    }

    @Test
    void keyPairAndFriendlyNameBecomeAThumbprint() throws Exception {
        sign(named(Optional.of("Release of 2026"), Optional.of("key_2"), false), FileFormat.PE);

        assertThat(machine.calls)
                .extracting(ToolCommand::arguments)
                .first()
                .isEqualTo(List.of("-v", "-user", "-store", "My"));
        assertThat(machine.calls.get(1).arguments())
                .containsSequence("/sha1", SECOND)
                .doesNotContain("/n");
    }

    @Test
    void theStoreOfTheMachineIsAskedForWhatItSays() throws Exception {
        sign(named(Optional.empty(), Optional.of("key_1"), true), FileFormat.PE);

        assertThat(machine.calls.get(0).arguments()).containsExactly("-v", "-store", "My");
        assertThat(machine.calls.get(1).arguments()).containsSequence("/sha1", FIRST, "/sm");
    }

    @Test
    void twoOfOneFriendlyNameAreListedWithIssuerExpiryAndThumbprint() {
        assertThatThrownBy(() -> open(named(Optional.of("Release of 2026"), Optional.empty(), false)))
                .hasMessage(
                        "The store My of this Windows user has 2 certificates of the friendly name \"Release of 2026\":"
                                + " \"Release of 2026\", issued by \"CN=Example CA\", expires 1/1/2027 1:00 AM, thumbprint "
                                + FIRST
                                + ", key \"key_1\"; \"Release of 2026\", issued by \"CN=Example CA\", expires 2/1/2027 1:00 AM,"
                                + " thumbprint " + SECOND
                                + ", key \"key_2\". Name the one you mean by its <thumbprint>, or remove the"
                                + " old ones from the store.");
    }

    @Test
    void anAliasOfTheWrongCaseListsWhatIsThere() {
        assertThatThrownBy(() -> open(named(Optional.empty(), Optional.of("KEY_1"), false)))
                .hasMessageStartingWith(
                        "The store My of this Windows user has no certificate of the key pair \"KEY_1\"; it has"
                                + " \"Release of 2026\", issued by \"CN=Example CA\", expires 1/1/2027 1:00 AM, thumbprint "
                                + FIRST
                                + ", key \"key_1\"; ")
                .hasMessageEndingWith(
                        "Write <keypairAlias> as smctl keypair ls shows it, upper and lower case included, bring"
                                + " the certificate into the store with smctl windows certsync, and run the build as the Windows user who"
                                + " did.");
    }

    @Test
    void oneCertificateThatSigntoolMeetsTwiceIsSaidToBeOne() throws Exception {
        String listed = """
                The following certificates have been found to be suitable for signing:
                    Issued to: Example Ltd
                    Issued by: Example CA
                    Expires:   Fri Nov 28 02:08:11 2036
                    SHA1 hash: C1C1A0655D1075985948BFE91391408740412F7E
                """;
        machine.answers = command -> new ToolResult(
                new Ending.Exited(1),
                listed + listed.lines().skip(1).collect(Collectors.joining("\n")),
                "SignTool Error: Multiple certificates were found that meet all the given\n\tcriteria.\n",
                Duration.ZERO);

        assertThat(sign(bySubject(), FileFormat.PE).cause())
                .isEqualTo(
                        "signtool meets the certificate that matches several times, as in the stores of user and machine:"
                                + " \"Example Ltd\" issued by \"Example CA\", expires Fri Nov 28 02:08:11 2036, thumbprint "
                                + SECOND
                                + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x80090016 | signtool-store-key-missing | The certificate is in the store, but its private key is not there for"
                        + " this Windows user (NTE_BAD_KEYSET, 0x80090016). | certutil -user -importPFX FILE",
                "-2146893802 | signtool-store-key-missing | The certificate is in the store, but its private key is not there for"
                        + " this Windows user (NTE_BAD_KEYSET, 0x80090016). | as the user who imported the certificate",
                "No private key is available. | signtool-store-key-missing | The certificate is in the store, but its private key"
                        + " is not there for this Windows user. | <machineStore>true</machineStore>",
                "0x80090020 | signtool-key-provider-failed | The provider that has the certificate's key failed inside (NTE_FAIL,"
                        + " 0x80090020). | See that the token is plugged in",
                "0x8009002A | signtool-key-provider-empty | The provider that has the certificate's key shows no keys to this"
                        + " Windows user (NTE_NO_MORE_ITEMS, 0x8009002A). | Set the credentials of the provider"
            },
            quoteCharacter = '`')
    void errorNumbersOfTheKeyAreExplainedForACertificateInAStore(String number, String id, String cause, String cure)
            throws Exception {
        said = "SignTool Error: An unexpected internal error has occurred.\nError information: " + number;

        Problem problem = sign(bySubject(), FileFormat.PE);

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.cause()).isEqualTo(cause);
        assertThat(problem.remedy()).contains(cure).doesNotContain("<container>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x80090016 | signtool-container-missing | The provider has no key container of this name for this Windows user"
                        + " (NTE_BAD_KEYSET, 0x80090016). | Write <container> as certutil -user -csp",
                "0x80090020 | signtool-container-failed | The provider named in <csp> failed inside (NTE_FAIL, 0x80090020). |"
                        + " credentials of the provider are set",
                "8009002a | signtool-container-empty | The provider named in <csp> shows no keys to this Windows user"
                        + " (NTE_NO_MORE_ITEMS, 0x8009002A). | Set the credentials of the provider"
            },
            quoteCharacter = '`')
    void errorNumbersOfTheKeyAreExplainedForAContainer(String number, String id, String cause, String cure)
            throws Exception {
        said = "SignTool Error: " + number;

        Problem problem = sign(
                new KeyContainerIdentity("Example KSP", "key", machine.file("codesign.crt", new byte[1])),
                FileFormat.PE);

        assertThat(problem.id()).isEqualTo(id);
        assertThat(problem.cause()).isEqualTo(cause);
        assertThat(problem.remedy()).contains(cure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SignTool Error: This file format cannot be signed because it is not recognized.",
                "SignTool Error: 0x800B0003",
                "SignTool Error: -2146881271"
            })
    void aBusinessCentralAppThatWindowsDoesNotKnowNeedsNavSip(String words) throws Exception {
        machine.environment.put("SystemRoot", temp.resolve("Windows").toString());
        said = words;

        assertThat(sign(bySubject(), FileFormat.NAVX).id()).isEqualTo("navsip-missing");
        assertThat(sign(bySubject(), FileFormat.PE).id()).doesNotContain("navsip");
        machine.file("Windows/System32/NavSip.dll", new byte[1]);
        assertThat(sign(bySubject(), FileFormat.NAVX).id()).isEqualTo("navsip-unregistered");
    }

    private Problem sign(Identity identity, FileFormat format) throws Exception {
        try (SigntoolEngine engine = open(identity)) {
            Attempt attempt = engine.sign(List.of(new Task(temp.resolve("a.bin"), format, 1)))
                    .get(0);
            return ((Attempt.Failed) attempt).problem();
        }
    }

    private SigntoolEngine open(Identity identity) throws Exception {
        SigntoolEngine.Means means = new SigntoolEngine.Means(
                SigntoolSettings.DEFAULT,
                new BuildMemory(Clock.systemUTC(), Sleeper.REAL)::authority,
                machine.assertions(),
                host -> new DigiCertPrograms(host, new RememberedCalls(), Optional.empty()));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
        return SigntoolEngine.open(identity, options, means, machine.host());
    }

    private static Identity bySubject() {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private static Identity named(Optional<String> friendlyName, Optional<String> alias, boolean machine) {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                machine,
                false,
                friendlyName,
                alias);
    }
}
