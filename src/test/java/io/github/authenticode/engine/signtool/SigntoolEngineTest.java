package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine.Task;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.identity.account.ServicePrincipal;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.process.ToolRunner;
import io.github.authenticode.process.windows.HandmadePe;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigntoolEngineTest {
    private static final URI ONE = URI.create("http://one.example/");
    private static final URI TWO = URI.create("http://two.example/");
    private static final String CANARY = "canary-client-secret";

    @TempDir
    Path temp;

    private final RememberedCalls remembered = new RememberedCalls();
    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(temp);
        machine.environment.put(
                "SIGNTOOL_PATH",
                machine.file("kit/signtool.exe", HandmadePe.signtool(0x8664, "10.0.26100.1"))
                        .toString());
    }

    @Test
    void sixHundredLongPathsAreSplitAndAnsweredInOrder() throws Exception {
        machine.answers = command -> says(files(command), List.of("#7."), 1);
        List<Task> tasks = IntStream.range(0, 600)
                .mapToObj(i -> task(temp.resolve("x".repeat(150)).resolve("#" + i + ".exe"), 1))
                .toList();
        List<Attempt> attempts = open(store(), SigntoolSettings.DEFAULT).sign(tasks);

        assertThat(attempts).hasSize(600);
        assertThat(IntStream.range(0, 600).filter(i -> attempts.get(i) instanceof Attempt.Failed))
                .containsExactly(7);
        assertThat(machine.calls).hasSizeGreaterThan(9).allSatisfy(call -> {
            assertThat(files(call).stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(10_000);
            assertThat(call.deadline())
                    .isEqualTo(
                            Duration.ofMinutes(5).plusSeconds(15L * files(call).size()));
        });
    }

    @Test
    void aBatchOfOneIsOneFileACall() throws Exception {
        machine.answers = command -> says(files(command), List.of(), 0);
        SigntoolEngine engine = open(store(), batch(1));
        assertThat(engine.batchSize()).isEqualTo(1);
        engine.sign(List.of(task(temp.resolve("a.exe"), 1), task(temp.resolve("b.exe"), 1)));
        assertThat(machine.calls).hasSize(2);
    }

    @Test
    void theCommandLineLimitOfWindowsHoldsWhateverTheBatch() throws Exception {
        machine.answers = command -> says(files(command), List.of(), 0);
        List<Task> tasks = IntStream.range(0, 600)
                .mapToObj(i -> task(temp.resolve("with space ".repeat(15)).resolve(i + ".exe"), 1))
                .toList();
        open(store(), batch(1_000_000)).sign(tasks);
        assertThat(machine.calls).hasSizeGreaterThan(2).allSatisfy(call -> {
            List<String> line = new ArrayList<>(List.of(call.executable().toString()));
            line.addAll(call.arguments());
            assertThat(WindowsCommandLine.length(line)).isLessThanOrEqualTo(32_766);
        });
    }

    @Test
    void anotherTryAsksAnotherAuthority() throws Exception {
        machine.answers = command -> says(files(command), List.of(), 0);
        open(store(), SigntoolSettings.DEFAULT)
                .sign(List.of(
                        task(temp.resolve("a.exe"), 1),
                        task(temp.resolve("b.exe"), 2),
                        task(temp.resolve("c.exe"), 1)));
        assertThat(machine.calls)
                .extracting(c -> c.arguments().get(c.arguments().indexOf("/tr") + 1))
                .containsExactly(ONE.toString(), TWO.toString());
        assertThat(files(machine.calls.get(0))).hasSize(2);
    }

    @Test
    void aFileThatKillsSigntoolDoesNotCostTheOthers() throws Exception {
        machine.answers = command -> {
            List<String> files = files(command);
            int poison = files.indexOf(temp.resolve("poison.exe").toString());
            return poison < 0 ? says(files, List.of(), 0) : says(files.subList(0, poison), List.of(), -1073741819);
        };
        List<Attempt> attempts = open(store(), SigntoolSettings.DEFAULT)
                .sign(List.of(
                        task(temp.resolve("a.exe"), 1),
                        task(temp.resolve("poison.exe"), 1),
                        task(temp.resolve("b.exe"), 1)));
        assertThat(attempts.get(0)).isInstanceOf(Attempt.Done.class);
        assertThat(problem(attempts.get(1)).id()).isEqualTo("signtool-crashed");
        assertThat(attempts.get(2)).isInstanceOf(Attempt.Done.class);
    }

    @Test
    void signtoolThatAlwaysHangsIsNotCalledForEveryFile() throws Exception {
        machine.answers =
                command -> new ToolResult(new Ending.TimedOut(command.deadline()), "Submitting...", "", Duration.ZERO);
        List<Task> tasks = IntStream.range(0, 20)
                .mapToObj(i -> task(temp.resolve(i + ".exe"), 1))
                .toList();
        List<Attempt> attempts = open(store(), SigntoolSettings.DEFAULT).sign(tasks);
        assertThat(attempts).allSatisfy(a -> assertThat(problem(a).id()).isEqualTo("signtool-timeout"));
        assertThat(machine.calls).hasSize(2);
    }

    @Test
    void theClientSecretIsInTheChildsEnvironmentAndNowhereElse() throws Exception {
        List<JsonNode> metadata = new ArrayList<>();
        machine.answers = command -> {
            metadata.add(json(command));
            return says(files(command), List.of("a.exe"), 1);
        };
        Path library = machine.file("d/any.dll", HandmadePe.library(0x8664, false, "AuthenticodeDigestSignEx"));
        machine.environment.put("ACS_DLIB", library.toString());
        List<Attempt> attempts;
        try (SigntoolEngine engine = open(artifactSigning(), SigntoolSettings.DEFAULT)) {
            attempts = engine.sign(List.of(task(temp.resolve("a.exe"), 1)));
        }
        ToolCommand call = machine.calls.get(0);
        assertThat(call.environment())
                .hasEntrySatisfying(
                        "AZURE_CLIENT_SECRET",
                        s -> assertThat(s.map(Secret::reveal)).contains(CANARY))
                .containsEntry("AZURE_CLIENT_CERTIFICATE_PATH", Optional.empty());
        assertThat(call.arguments()).noneMatch(a -> a.contains(CANARY));
        assertThat(call + metadata.toString() + problem(attempts.get(0)).text() + machine.debug)
                .doesNotContain(CANARY);
        assertThat(metadata.get(0).toString())
                .isEqualTo("{\"Endpoint\":\"https://weu.codesigning.azure.net\",\"CodeSigningAccountName\":\"account\","
                        + "\"CertificateProfileName\":\"profile\",\"ExcludeCredentials\":[\"WorkloadIdentityCredential\","
                        + "\"ManagedIdentityCredential\",\"SharedTokenCacheCredential\",\"VisualStudioCredential\","
                        + "\"VisualStudioCodeCredential\",\"AzureCliCredential\",\"AzurePowerShellCredential\","
                        + "\"AzureDeveloperCliCredential\",\"InteractiveBrowserCredential\"]}");
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void metadataThatCannotBeDeletedIsAProblemWithAName() throws Exception {
        Path library = machine.file("d/any.dll", HandmadePe.library(0x8664, false, "AuthenticodeDigestSignEx"));
        machine.environment.put("ACS_DLIB", library.toString());
        SigntoolEngine engine = open(artifactSigning(), SigntoolSettings.DEFAULT);
        Path metadata = onlyFileBelow(temp.resolve("work"));
        Files.delete(metadata);
        Files.delete(metadata.getParent());
        Files.delete(temp.resolve("work"));
        // A file where the folder should be fails the deletion for every user, root included.
        Files.createFile(temp.resolve("work"));

        assertThatThrownBy(engine::close).isInstanceOfSatisfying(ProblemException.class, e -> {
            Problem problem = e.problems().get(0);
            assertThat(problem.id()).isEqualTo("metadata-left-behind");
            assertThat(problem.cause())
                    .isEqualTo(
                            "The file " + metadata + ", which names the Artifact Signing account and profile and holds"
                                    + " no secret, could not be deleted.");
            assertThat(problem.evidence().orElseThrow()).startsWith("java.nio.file.FileSystemException: ");
            assertThat(problem.remedy()).isEqualTo("Delete its folder, and end what holds the file open.");
        });
    }

    private static Path onlyFileBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void twoCallsWithPfxFilesNeverOverlap() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        machine.answers = command -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
            running.decrementAndGet();
            return says(files(command), List.of(), 0);
        };
        Identity keystore = new KeystoreIdentity(
                machine.file("x.pfx", new byte[1]),
                KeystoreType.PKCS12,
                Optional.of(Secret.of("pw")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        SigntoolEngine engine = open(keystore, SigntoolSettings.DEFAULT);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> signOne(engine, temp.resolve(i + ".exe"))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(machine.calls).hasSize(4);
        assertThat(most).hasValue(1);
    }

    @Test
    void everythingWrongWithTheOptionsIsToldAtOnce() {
        SigntoolSettings settings = new SigntoolSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.of(temp.resolve("none.cer")),
                SigntoolSettings.PageHashes.AUTO,
                true,
                List.of("/fd", "SHA1"),
                10_000,
                Duration.ofMinutes(1),
                Duration.ZERO);
        assertThatThrownBy(() -> open(store(), settings))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::id)
                                .containsExactly("file-missing", "signtool-extra-owned"));
    }

    private static void signOne(SigntoolEngine engine, Path file) {
        try {
            engine.sign(List.of(task(file, 1)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SigntoolEngine open(Identity identity, SigntoolSettings settings) throws Exception {
        return SigntoolEngine.open(identity, options(), means(settings), machine.host());
    }

    /** What signtool says of these files; those whose name holds one of the words are refused. */
    private static ToolResult says(List<String> files, List<String> bad, int code) {
        StringBuilder stdout = new StringBuilder("Done Adding Additional Store\n");
        StringBuilder stderr = new StringBuilder();
        for (String file : files) {
            if (bad.stream().anyMatch(file::contains)) {
                stderr.append("SignTool Error: Access is denied.\n");
                stderr.append("SignTool Error: An error occurred while attempting to sign: ")
                        .append(file)
                        .append('\n');
            } else {
                stdout.append("Successfully signed: ").append(file).append('\n');
            }
        }
        return new ToolResult(new Ending.Exited(code), stdout.toString(), stderr.toString(), Duration.ZERO);
    }

    private static List<String> files(ToolCommand command) {
        return command.arguments().stream().filter(a -> a.endsWith(".exe")).toList();
    }

    private static JsonNode json(ToolCommand command) {
        try {
            Path file = Path.of(command.arguments().get(command.arguments().indexOf("/dmdf") + 1));
            assertThat(Files.getPosixFilePermissions(file.resolveSibling(""))).hasSize(3);
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem problem(Attempt attempt) {
        return ((Attempt.Failed) attempt).problem();
    }

    private static Task task(Path file, int attempt) {
        return new Task(file, FileFormat.PE, attempt);
    }

    private static SigntoolSettings batch(int batch) {
        SigntoolSettings d = SigntoolSettings.DEFAULT;
        return new SigntoolSettings(
                d.executable(),
                d.dlib(),
                d.additionalCertificate(),
                d.pageHashes(),
                d.debug(),
                d.extraArguments(),
                batch,
                d.timeout(),
                d.timeoutPerFile());
    }

    private static SignatureOptions options() {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(true, List.of(ONE, TWO), 4, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
    }

    private static Identity store() {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private static Identity artifactSigning() {
        return new ArtifactSigningIdentity(
                URI.create("https://weu.codesigning.azure.net"),
                "account",
                "profile",
                Optional.empty(),
                List.of("AzureCliCredential"),
                Optional.of(new ServicePrincipal(
                        "tenant", "client", new ServicePrincipal.Proof.ClientSecret(Secret.of(CANARY)))),
                Optional.empty(),
                Optional.empty());
    }

    private SigntoolEngine.Means means(SigntoolSettings settings) {
        return new SigntoolEngine.Means(
                settings,
                new BuildMemory(Clock.systemUTC(), Sleeper.REAL)::authority,
                machine.assertions(),
                host -> new DigiCertPrograms(host, remembered, Optional.empty()));
    }

    @Test
    void keyPairOfKeyLockerIsNamedByProviderAndAliasAndItsSecretsAreInTheEnvironmentOnly() throws Exception {
        Path certificate = machine.file("codesign.crt", new byte[1]);
        certutilSays(CSP_LIST, "");

        open(keyLocker("key_1", Optional.of(certificate), Optional.empty()), SigntoolSettings.DEFAULT)
                .sign(List.of(task(temp.resolve("a.exe"), 1)));

        ToolCommand call = machine.calls.get(machine.calls.size() - 1);
        assertThat(call.arguments())
                .containsExactly(
                        "sign",
                        "/v",
                        "/debug",
                        "/fd",
                        "SHA256",
                        "/tr",
                        ONE.toString(),
                        "/td",
                        "SHA256",
                        "/f",
                        certificate.toString(),
                        "/csp",
                        "DigiCert Software Trust Manager KSP",
                        "/kc",
                        "key_1",
                        temp.resolve("a.exe").toString());
        assertThat(call.environment())
                .hasEntrySatisfying(
                        "SM_API_KEY", s -> assertThat(s.map(Secret::reveal)).contains("canary-api-key"))
                .hasEntrySatisfying(
                        "SM_CLIENT_CERT_PASSWORD",
                        s -> assertThat(s.map(Secret::reveal)).contains("canary-password"))
                .containsKeys("SM_HOST", "SM_CLIENT_CERT_FILE");
        assertThat(machine.calls)
                .allSatisfy(c -> assertThat(c + String.join(" ", c.arguments())).doesNotContain("canary"));
    }

    @Test
    void providerThatIsNotRegisteredIsSaidWithThoseThatAre() throws Exception {
        Path certificate = machine.file("codesign.crt", new byte[1]);
        certutilSays(CSP_LIST, "");

        assertThatThrownBy(() -> open(
                        keyLocker("key_1", Optional.of(certificate), Optional.of("DigiCert Signing Manager KSP")),
                        SigntoolSettings.DEFAULT))
                .hasMessage("<kspName>: Windows has no key storage provider \"DigiCert Signing Manager KSP\"; it has"
                        + " \"Microsoft Software Key Storage Provider\", \"DigiCert Software Trust Manager KSP\". Write"
                        + " <kspName>DigiCert Software Trust Manager KSP</kspName>, or leave it out.");
    }

    @Test
    void certificateOfAKeyPairIsSynchronizedOnceInABuildAndItsThumbprintFound() throws Exception {
        certutilSays(CSP_LIST, STORE);
        Identity key = keyLocker("key_1", Optional.empty(), Optional.empty());

        open(key, SigntoolSettings.DEFAULT).sign(List.of(task(temp.resolve("a.exe"), 1)));
        open(key, SigntoolSettings.DEFAULT).sign(List.of(task(temp.resolve("b.exe"), 1)));

        assertThat(machine.calls.stream()
                        .filter(c -> c.executable().endsWith("smctl.exe"))
                        .map(ToolCommand::arguments))
                .containsExactly(List.of("windows", "certsync", "--keypair-alias=key_1"));
        assertThat(machine.calls.get(machine.calls.size() - 1).arguments())
                .containsSequence("/sha1", "3550FFCA3CD652DDE30675CE681EA1E01073E647")
                .doesNotContain("/csp");
    }

    @Test
    void aliasOfTheWrongCaseListsThoseThatAreThere() throws Exception {
        certutilSays(CSP_LIST, STORE);

        assertThatThrownBy(() -> open(keyLocker("KEY_1", Optional.empty(), Optional.empty()), SigntoolSettings.DEFAULT))
                .hasMessageStartingWith(
                        "smctl windows certsync ended well, but the store of this Windows user has not a"
                                + " certificate of the key pair \"KEY_1\"; it has those of \"key_1\".");
    }

    @Test
    void errorNumbersOfTheProviderSpeakOfKeyLocker() throws Exception {
        Path certificate = machine.file("codesign.crt", new byte[1]);
        for (String[] row : new String[][] {
            {"0x80090016", "keylocker-key-pair"},
            {"0x80090020", "keylocker-sign-in"},
            {"0x8009002A", "keylocker-sign-in"},
            {"0x80090019", "keylocker-ksp"}
        }) {
            certutilSays(CSP_LIST, "");
            ToolRunner windows = machine.answers;
            machine.answers = c -> c.executable().endsWith("signtool.exe")
                    ? new ToolResult(
                            new Ending.Exited(1), "", "SignTool Error: An error occurred: " + row[0], Duration.ZERO)
                    : windows.run(c);
            Attempt attempt = open(
                            keyLocker("key_1", Optional.of(certificate), Optional.empty()), SigntoolSettings.DEFAULT)
                    .sign(List.of(task(temp.resolve("a.exe"), 1)))
                    .get(0);
            assertThat(problem(attempt).id()).as(row[0]).isEqualTo(row[1]);
        }
    }

    private static final String CSP_LIST = """
            Provider Name: Microsoft Software Key Storage Provider

            Provider Name: DigiCert Software Trust Manager KSP

            CertUtil: -csplist command completed successfully.
            """;

    private static final String STORE = """
            My "Personal"
            ================ Certificate 0 ================
            Serial Number: 0123
            Issuer: CN=Example CA
            Subject: CN=Example Ltd
            Cert Hash(sha1): 3550ffca3cd652dde30675ce681ea1e01073e647
              Key Container = key_1
              Provider = DigiCert Software Trust Manager KSP
            ================ Certificate 1 ================
            Subject: CN=key_1
            Cert Hash(sha1): c1c1a0655d1075985948bfe91391408740412f7e
              Key Container = {0D8B}
              Provider = Microsoft Software Key Storage Provider
            CertUtil: -store command completed successfully.
            """;

    /** Certutil and smctl beside signtool, which signs. */
    private void certutilSays(String providers, String store) {
        Path certutil = machine.file("tools/certutil.exe", new byte[0]);
        machine.file("tools/smctl.exe", new byte[0]);
        machine.environment.put(
                "PATH", Objects.requireNonNull(certutil.getParent()).toString());
        machine.answers = command -> {
            if (command.executable().endsWith("signtool.exe")) {
                return says(files(command), List.of(), 0);
            }
            String text = command.arguments().contains("-csplist")
                    ? providers
                    : command.arguments().contains("-store") ? store : "";
            return new ToolResult(new Ending.Exited(0), text, "", Duration.ZERO);
        };
    }

    private Identity keyLocker(String alias, Optional<Path> certificate, Optional<String> ksp) {
        return new KeyLockerIdentity(
                alias,
                Optional.empty(),
                certificate,
                Optional.empty(),
                ksp,
                new DigiCertAccount(
                        URI.create("https://clientauth.one.digicert.com"),
                        Secret.of("canary-api-key"),
                        temp.resolve("client.p12"),
                        Secret.of("canary-password")));
    }
}
