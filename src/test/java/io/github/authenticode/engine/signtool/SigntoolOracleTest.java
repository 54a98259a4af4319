package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine.Task;
import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.testing.WarmWine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine against Microsoft's own signtool.exe under Wine, where that is set up in the user's cache folder. */
class SigntoolOracleTest {
    private static final Path ORACLE = Path.of(System.getProperty("user.home"), ".cache", "signtool-oracle");
    private static final Path WORK = ORACLE.resolve("work");
    private static final String CSP = "Microsoft Enhanced RSA and AES Cryptographic Provider";

    @TempDir
    Path temp;

    private final List<String> debug = new ArrayList<>();

    private static @Nullable WarmWine wine;

    @BeforeAll
    static void oracle() throws IOException {
        assumeTrue(
                Files.isExecutable(ORACLE.resolve("bin").resolve("signtool")) && Files.exists(ORACLE.resolve("env.sh")),
                "the signtool oracle is not set up");
        wine = WarmWine.start(ORACLE);
    }

    @AfterAll
    static void cool() throws IOException {
        if (wine != null) {
            wine.close();
        }
    }

    @Test
    void everyIdentitySigns() throws Exception {
        assertThat(sign(byThumbprint(), options(Optional.empty()), fresh("a.exe")))
                .containsExactly("ok");
        assertThat(sign(bySubject("Test Code"), options(Optional.empty()), fresh("b.exe")))
                .containsExactly("ok");
        assertThat(sign(pfx("secret", Optional.empty()), options(Optional.empty()), fresh("c.exe")))
                .containsExactly("ok");
        assertThat(sign(container("testkey"), options(Optional.empty()), fresh("d.exe")))
                .containsExactly("ok");
        assertThat(sign(artifactSigning("profile"), options(Optional.empty()), fresh("e.exe")))
                .containsExactly("ok");
        for (String name : List.of("a.exe", "b.exe", "c.exe", "d.exe", "e.exe")) {
            assertThat(temp.resolve(name)).satisfies(SigntoolOracleTest::isLongerThanUnsigned);
        }
    }

    @Test
    void descriptionUrlAppendAndAnAdditionalCertificate() throws Exception {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA384,
                Optional.of("My App, 2nd edition"),
                Optional.of(URI.create("https://example.org/app?x=1&y=2")),
                new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.APPEND);
        Path file = fresh("a.exe");
        assertThat(sign(pfx("secret", Optional.of(WORK.resolve("ca.cer"))), options, file))
                .containsExactly("ok");
        long once = Files.size(file);
        assertThat(sign(byThumbprint(), options, file)).containsExactly("ok");
        assertThat(Files.size(file)).isGreaterThan(once);
    }

    @Test
    void aBadFileAmongManyCostsNoOther() throws Exception {
        Path bad = Files.writeString(temp.resolve("bad.exe"), "not a program");
        Path gone = temp.resolve("gone.exe");
        assertThat(sign(byThumbprint(), options(Optional.empty()), fresh("a.exe"), bad, gone, fresh("b.exe")))
                .containsExactly("ok", "signtool-format-unrecognized", "signtool-file-not-found", "ok");
    }

    @Test
    void hostileNamesAreSigned() throws Exception {
        assertThat(sign(
                        byThumbprint(),
                        options(Optional.empty()),
                        fresh("@list.exe"),
                        fresh("-q.exe"),
                        fresh("with space & (more) 'quotes'.exe"),
                        fresh("100%PATH%^.exe"),
                        fresh("Größe.exe"),
                        fresh("日本.exe")))
                .containsOnly("ok")
                .hasSize(6);
    }

    @Test
    void aDeadAuthorityIsWorthAnotherTry() throws Exception {
        assertThat(sign(byThumbprint(), options(Optional.of(URI.create("http://127.0.0.1:9/"))), fresh("a.exe")))
                .containsExactly("signtool-timestamp-failed*");
    }

    @Test
    void wrongKeysAreToldApart() throws Exception {
        SignatureOptions options = options(Optional.empty());
        assertThat(sign(pfx("wrong", Optional.empty()), options, fresh("a.exe")))
                .containsExactly("signtool-pfx-password");
        assertThat(sign(container("nosuchkey"), options, fresh("a.exe"))).containsExactly("signtool-private-key");
        assertThat(sign(bySubject("Nobody"), options, fresh("a.exe"))).containsExactly("signtool-certificate-selector");
        assertThat(sign(artifactSigning("nosuch"), options, fresh("a.exe"))).containsExactly("artifact-signing-403");
        assertThat(String.join("\n", debug)).contains("/p ****").doesNotContain("/p wrong");
    }

    /** In stores of their own: the user's keeps the one certificate that other tests choose by a part of its name. */
    @Test
    void twoCertificatesOfOneStoreAreListedAndToldApart() throws Exception {
        assumeTrue(
                Files.exists(ORACLE.resolve("certimp").resolve("certimp.exe"))
                        && Files.exists(WORK.resolve("signer2.blob")),
                "this oracle cannot import a second certificate");
        for (String store : List.of("Pair", "MachinePair@lm")) {
            importInto(store, "signer", "pairkey1");
            importInto(store, "signer2", "pairkey2");
        }
        SignatureOptions options = options(Optional.empty());
        for (boolean machine : new boolean[] {false, true}) {
            Problem several = problem(in(machine, Optional.empty(), "Test", false), options, fresh("a.exe"));
            assertThat(several.id()).isEqualTo("signtool-many-certificates");
            assertThat(several.cause())
                    .startsWith("Several certificates match what was asked for: \"")
                    .contains("\"Test Code Signer\" issued by \"Test Root CA\", expires ")
                    .contains(", thumbprint " + thumbprint("signer"))
                    .contains("\"Test Second Signer\" issued by \"Test Root CA\", expires ")
                    .contains(", thumbprint " + thumbprint("signer2"));
            assertThat(sign(in(machine, Optional.of(thumbprint("signer2")), "Test", false), options, fresh("b.exe")))
                    .containsExactly("ok");
            assertThat(sign(in(machine, Optional.empty(), "Second", false), options, fresh("c.exe")))
                    .containsExactly("ok");
            assertThat(sign(in(machine, Optional.empty(), "Test", true), options, fresh("d.exe")))
                    .containsExactly("ok");
        }
    }

    private static Identity in(boolean machine, Optional<String> thumbprint, String subject, boolean automatic) {
        return new StoreCertificateIdentity(
                thumbprint,
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                Optional.of(machine ? "MachinePair" : "Pair"),
                machine,
                automatic);
    }

    /** By the oracle's own helper, since Wine has no certutil. */
    private void importInto(String store, String name, String container) throws Exception {
        Path wine = Path.of("/usr/lib/wine/wine64");
        ProcessBuilder builder = new ProcessBuilder(
                Files.isExecutable(wine) ? wine.toString() : "wine64",
                ORACLE.resolve("certimp").resolve("certimp.exe").toString(),
                "add",
                store,
                WORK.resolve(name + ".cer").toString(),
                WORK.resolve(name + ".blob").toString(),
                container);
        builder.environment().put("WINEPREFIX", ORACLE.resolve("prefix").toString());
        builder.environment().put("WINEDEBUG", "-all");
        Path log = temp.resolve("import.log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private List<String> sign(Identity identity, SignatureOptions options, Path... files) throws Exception {
        return attempts(identity, options, files).stream()
                .map(SigntoolOracleTest::word)
                .toList();
    }

    private Problem problem(Identity identity, SignatureOptions options, Path file) throws Exception {
        return ((Attempt.Failed) attempts(identity, options, file).get(0)).problem();
    }

    private List<Attempt> attempts(Identity identity, SignatureOptions options, Path... files) throws Exception {
        SigntoolSettings d = SigntoolSettings.DEFAULT;
        SigntoolSettings settings = new SigntoolSettings(
                Optional.of(ORACLE.resolve("bin").resolve("signtool")),
                Optional.of(ORACLE.resolve("dlib").resolve("dlib_exfh.dll")),
                d.additionalCertificate(),
                d.pageHashes(),
                d.debug(),
                d.extraArguments(),
                d.batch(),
                d.timeout(),
                d.timeoutPerFile());
        Machine host = Machine.current(temp.resolve("work"), SigntoolText::isWorthKeeping, debug::add);
        try (SigntoolEngine engine = SigntoolEngine.open(identity, options, means(settings), host)) {
            return engine.sign(
                    Stream.of(files).map(f -> new Task(f, FileFormat.PE, 1)).toList());
        }
    }

    private static String word(Attempt attempt) {
        if (attempt instanceof Attempt.Failed failed) {
            Problem problem = failed.problem();
            return problem.id() + (failed.retryable() ? "*" : "");
        }
        return "ok";
    }

    private Path fresh(String name) throws IOException {
        return Files.copy(WORK.resolve("hello.exe"), temp.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void isLongerThanUnsigned(Path file) {
        try {
            assertThat(Files.size(file)).isGreaterThan(Files.size(WORK.resolve("hello.exe")) + 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SignatureOptions options(Optional<URI> authority) {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(
                        authority.isPresent(), authority.stream().toList(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
    }

    private static Identity byThumbprint() throws Exception {
        return store(Optional.of(thumbprint("signer")), Optional.empty());
    }

    private static String thumbprint(String name) throws Exception {
        try (InputStream in = Files.newInputStream(WORK.resolve(name + ".cer"))) {
            byte[] certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded();
            byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(certificate);
            return HexFormat.of().withUpperCase().formatHex(thumbprint);
        }
    }

    private static Identity bySubject(String subject) {
        return store(Optional.empty(), Optional.of(subject));
    }

    private static Identity store(Optional<String> thumbprint, Optional<String> subject) {
        return new StoreCertificateIdentity(
                thumbprint, subject, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    private static Identity pfx(String password, Optional<Path> additional) {
        return new KeystoreIdentity(
                WORK.resolve("signer.pfx"),
                KeystoreType.PKCS12,
                Optional.of(Secret.of(password)),
                Optional.empty(),
                Optional.empty(),
                additional);
    }

    private static Identity container(String name) {
        return new KeyContainerIdentity(CSP, name, WORK.resolve("signer.cer"));
    }

    private static Identity artifactSigning(String profile) {
        return new ArtifactSigningIdentity(
                URI.create("https://weu.codesigning.azure.net"),
                "acct",
                profile,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SigntoolEngine.Means means(SigntoolSettings settings) {
        return new SigntoolEngine.Means(
                settings,
                new BuildMemory(Clock.systemUTC(), Sleeper.REAL)::authority,
                credential -> () -> {
                    throw new AssertionError("No assertion is needed");
                },
                host -> new DigiCertPrograms(host, new RememberedCalls(), Optional.empty()));
    }
}
