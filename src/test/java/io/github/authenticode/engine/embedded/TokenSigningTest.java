package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Pkcs11Identity;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.SoftHsm;
import io.github.authenticode.testing.sample.SampleFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signs with tokens of the real SoftHSM 2. */
class TokenSigningTest {
    @TempDir
    static Path shared;

    private static SoftHsm hsm;
    private static TestAuthority authority;
    private static Issued issuer;
    private static Issued rsa;
    private static Issued curve;
    private static JsignEngine rsaEngine;
    private static JsignEngine curveEngine;

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final BuildMemory build = memory();

    @BeforeAll
    static void fillTokens() throws Exception {
        assumeTrue(SoftHsm.isInstalled(), "SoftHSM 2 and OpenSC are not installed");
        authority = TestAuthority.open(shared.resolve("authority"), Clock.systemUTC());
        issuer = Issued.root("CN=Root").intermediate("CN=Issuer");
        rsa = issuer.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 3072));
        curve = issuer.signer(SampleFiles.PUBLISHER, Issued.keys("EC", 384));
        hsm = new SoftHsm(Files.createDirectory(shared.resolve("hsm")))
                .token("release")
                .key("release", "signing", "01", rsa.key())
                .certificate("release", "signing", "01", rsa.certificate())
                .certificate("release", "issuer", "02", issuer.certificate())
                .token("größe")
                .key("größe", "curve", "0a", curve.key())
                .certificate("größe", "curve", "0a", curve.certificate());
        List<String> warned = new ArrayList<>();
        rsaEngine = open(token("release"), hsm.settings(warned), memory());
        curveEngine = open(token("größe"), hsm.settings(warned), memory());
        assertThat(rsaEngine.certificate()).contains(rsa.certificate());
        assertThat(warned).isEmpty();
    }

    @AfterAll
    static void close() {
        if (SoftHsm.isInstalled()) {
            rsaEngine.close();
            curveEngine.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsSignedWithAnRsaKey(FileFormat format) throws Exception {
        Path file = sample(format);

        assertThat(sign(rsaEngine, file, format)).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, format)).singleElement().satisfies(s -> {
            assertThat(s.timestamped()).isTrue();
            assertThat(s.signedBy(rsa)).isTrue();
            assertThat(s.certificates()).containsExactly("CN=Issuer", "CN=Sample Publisher");
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NUGET")
    void everyFormatButNugetIsSignedWithAnEcKey(FileFormat format) throws Exception {
        Path file = sample(format);

        assertThat(sign(curveEngine, file, format)).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, format)).singleElement().matches(s -> s.signedBy(curve));
    }

    @Test
    void sixteenThreadsShareOneToken() throws Exception {
        try (JsignEngine engine = open(token("release"))) {
            signAtOnce(engine, rsa, 64, 16);
        }
    }

    @Test
    void keyWithoutACertificateTakesTheChainOfAFile() throws Exception {
        SoftHsm bare = fresh().token("bare").key("bare", "only", "01", rsa.key());
        Path file = sample(FileFormat.PE);

        try (JsignEngine engine =
                open(new Token("bare").certificateFile(pem(rsa.chain())).identity(), bare.settings(warnings))) {
            assertThat(sign(engine, file, FileFormat.PE)).isEqualTo(new Attempt.Done());
        }

        assertThat(Judged.signatures(file, FileFormat.PE))
                .singleElement()
                .satisfies(s -> assertThat(s.certificates()).containsExactly("CN=Issuer", "CN=Sample Publisher"));
    }

    @Test
    void keyWithoutACertificateAnywhereIsAnError() throws Exception {
        SoftHsm bare = fresh().token("bare").key("bare", "only", "01", rsa.key());

        assertThatThrownBy(() -> open(token("bare"), bare.settings(warnings)))
                .hasMessageMatching(
                        "The key 'only' on the token 'bare' \\(serial number [0-9a-f]{16}\\) comes without its"
                                + " certificate\\. Name the file with the certificate and its intermediates in"
                                + " <certificateFile>\\.");
    }

    @Test
    void certificateOfAnotherKeyIsAnError() throws Exception {
        SoftHsm bare = fresh().token("bare").key("bare", "only", "01", rsa.key());

        assertThatThrownBy(() -> open(
                        new Token("bare").certificateFile(pem(curve.chain())).identity(), bare.settings(warnings)))
                .hasMessageContaining(
                        "belongs to none of the certificates given: CN=Sample Publisher; CN=Issuer; CN=Root.");
    }

    @Test
    void keyThatWantsThePinEachTimeGetsIt() throws Exception {
        SoftHsm piv = fresh().token("piv");
        KeyPair keys = new KeyPair(piv.alwaysAuthenticating("piv", "9c", "02"), rsa.key());
        Issued signer = issuer.signer(SampleFiles.PUBLISHER, keys);

        try (JsignEngine engine =
                open(new Token("piv").certificateFile(pem(signer.chain())).identity(), piv.spying(warnings))) {
            signAtOnce(engine, signer, 8, 4);
        }

        List<String> signing = piv.calls().stream()
                .filter(List.of("C_Login", "C_SignInit", "C_Sign")::contains)
                .toList();
        List<String> expected = new ArrayList<>(List.of("C_Login"));
        for (int i = 0; i < 1 + 8; i++) { // the proof that the certificate fits, and the files
            expected.addAll(List.of("C_SignInit", "C_Login", "C_Sign"));
        }
        assertThat(signing).isEqualTo(expected);
    }

    @Test
    void wrongPinIsSaidOnceInABuildHoweverManyExecutionsItHas() throws Exception {
        SoftHsm one = fresh().token("one").key("one", "signing", "01", rsa.key());
        TokenSettings settings = one.spying(warnings);
        Pkcs11Identity wrong = new Token("one").pin("0000").identity();
        String expected =
                "The token 'one' \\(serial number [0-9a-f]{16}\\) refused the PIN\\. It was tried once, and is"
                        + " not tried again in this build\\. \\(CKR_PIN_INCORRECT\\) Correct the password of the server that"
                        + " <serverId> names, or the variable that <pinEnv> names, before you run the build again: after a few"
                        + " wrong ones the token locks\\.";

        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<JsignEngine>> executions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                executions.add(() -> open(wrong, settings));
            }
            for (Future<JsignEngine> execution : pool.invokeAll(executions)) {
                assertThatThrownBy(execution::get).cause().hasMessageMatching(expected);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(one.calls("C_Login")).isEqualTo(1);
        assertThat(one.described()).contains("user PIN count low");
    }

    @Test
    void wrongPinOfAnEarlierBuildIsAWarning() throws Exception {
        SoftHsm one = fresh().token("one")
                .key("one", "signing", "01", rsa.key())
                .certificate("one", "signing", "01", rsa.certificate());
        assertThatThrownBy(() -> open(new Token("one").pin("0000").identity(), one.settings(warnings)))
                .isInstanceOf(ProblemException.class);
        assertThat(warnings).isEmpty();

        BuildMemory next = memory();
        open(token("one"), one.settings(warnings), next).close();

        assertThat(warnings).singleElement().asString().startsWith("Wrong PINs were given to the token 'one'");
        assertThat(one.described()).doesNotContain("user PIN count low");
    }

    @Test
    void laterBuildInTheSameJvmNeedsThePin() throws Exception {
        open(token("release")).close();

        assertThatThrownBy(() -> open(new Token("release").withoutPin().identity()))
                .hasMessageMatching(
                        "The token 'release' \\(serial number [0-9a-f]{16}\\) wants a PIN and none is given\\."
                                + " Name a server of settings\\.xml in <serverId>, or an environment variable in <pinEnv>\\.");
        BuildMemory next = memory();
        assertThatThrownBy(() -> open(new Token("release").pin("0000").identity(), hsm.settings(warnings), next))
                .hasMessageContaining("refused the PIN");
        open(token("release"), hsm.settings(warnings), memory()).close();
    }

    @Test
    void logsOutAtTheEnd() throws Exception {
        SoftHsm one = fresh().token("one")
                .key("one", "signing", "01", rsa.key())
                .certificate("one", "signing", "01", rsa.certificate());

        open(token("one"), one.spying(warnings)).close();

        assertThat(one.calls("C_Login")).isEqualTo(1);
        assertThat(one.calls("C_Logout")).isEqualTo(1);
        assertThat(one.calls("C_Finalize")).isEqualTo(1);
    }

    @Test
    void keyTakenAwayInTheMidstFailsTheFilesThatAreLeft() throws Exception {
        SoftHsm one = fresh().token("one")
                .key("one", "signing", "01", rsa.key())
                .certificate("one", "signing", "01", rsa.certificate());
        try (JsignEngine engine = open(token("one"), one.settings(warnings))) {
            assertThat(sign(engine, sample(FileFormat.PE), FileFormat.PE)).isEqualTo(new Attempt.Done());
            one.deleteKey("one", "01");

            for (int i = 0; i < 2; i++) {
                assertThat(sign(engine, sample(FileFormat.CAB), FileFormat.CAB))
                        .isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
                            assertThat(failed.problem().id()).isEqualTo("token-failed");
                            assertThat(failed.problem().evidence().orElseThrow())
                                    .contains("CKR_");
                            assertThat(failed.retryable()).isFalse();
                        });
            }
        }
    }

    @Test
    void rsaKeyOfTooFewBitsIsAnError() throws Exception {
        Issued weak = issuer.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 1024));
        SoftHsm one = fresh().token("one")
                .key("one", "weak", "01", weak.key())
                .certificate("one", "weak", "01", weak.certificate());

        assertThatThrownBy(() -> open(token("one"), one.settings(warnings)))
                .hasMessageMatching(
                        "The key 'weak' on the token 'one' \\(serial number [0-9a-f]{16}\\) is an RSA key of"
                                + " 1024 bits; Windows accepts .*");
    }

    private void signAtOnce(JsignEngine engine, Issued signer, int count, int threads) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Files.write(folder.resolve(i + ".exe"), SampleFiles.pe(i)));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Attempt>> work = files.stream()
                    .<Callable<Attempt>>map(f -> () -> sign(engine, f, FileFormat.PE))
                    .toList();
            for (Future<Attempt> done : pool.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(new Attempt.Done());
            }
        } finally {
            pool.shutdownNow();
        }
        for (Path file : files) {
            assertThat(Judged.signatures(file, FileFormat.PE)).singleElement().matches(s -> s.signedBy(signer));
        }
    }

    private static BuildMemory memory() {
        return new BuildMemory(Clock.systemUTC(), duration -> {});
    }

    private SoftHsm fresh() throws Exception {
        return new SoftHsm(Files.createDirectory(folder.resolve("hsm")));
    }

    private Path pem(List<X509Certificate> chain) throws Exception {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(each.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("chain.pem"), text);
    }

    private Path sample(FileFormat format) throws Exception {
        return SampleFiles.write(format, folder, "sample." + format.extensions().get(0));
    }

    private static Attempt sign(JsignEngine engine, Path file, FileFormat format) throws InterruptedException {
        return engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);
    }

    private JsignEngine open(Pkcs11Identity identity) throws Exception {
        return open(identity, hsm.settings(warnings));
    }

    private JsignEngine open(Pkcs11Identity identity, TokenSettings settings) throws Exception {
        return open(identity, settings, build);
    }

    private static JsignEngine open(Pkcs11Identity identity, TokenSettings settings, BuildMemory build)
            throws Exception {
        Timestamping timestamping = new Timestamping(true, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
        TimestampClient client = new TimestampClient(
                timestamping, List.of(URI.create("test:tsa")), (uri, query) -> authority.respond(query));
        return new JsignEngine(
                TokenKeys.open(spied(identity, settings), build, settings),
                new SignatureOptions(
                        DigestAlgorithm.SHA256,
                        Optional.empty(),
                        Optional.empty(),
                        timestamping,
                        ExistingSignature.REPLACE),
                Optional.of(client));
    }

    /** Through pkcs11-spy, where the settings are those of a spy. */
    private static Pkcs11Identity spied(Pkcs11Identity identity, TokenSettings settings) {
        return new Pkcs11Identity(
                settings.environment().containsKey("PKCS11SPY") ? SoftHsm.spy() : identity.library(),
                Optional.empty(),
                identity.token(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                identity.certificateFile(),
                identity.pin());
    }

    private static Pkcs11Identity token(String label) {
        return new Token(label).identity();
    }

    /** Description of a token in a pom. */
    private record Token(String label, Optional<Path> certificateFile, Optional<Secret> pin) {
        Token(String label) {
            this(label, Optional.empty(), Optional.of(Secret.of(SoftHsm.PIN)));
        }

        Token certificateFile(Path file) {
            return new Token(label, Optional.of(file), pin);
        }

        Token pin(String text) {
            return new Token(label, certificateFile, Optional.of(Secret.of(text)));
        }

        Token withoutPin() {
            return new Token(label, certificateFile, Optional.empty());
        }

        Pkcs11Identity identity() {
            return new Pkcs11Identity(
                    SoftHsm.library(),
                    Optional.empty(),
                    Optional.of(label),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    certificateFile,
                    pin);
        }
    }
}
