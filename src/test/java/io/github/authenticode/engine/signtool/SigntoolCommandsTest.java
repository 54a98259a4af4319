package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.SigntoolCommands.DlibFiles;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigntoolCommandsTest {
    private static final URI FIRST = URI.create("http://one.example/tsa");
    private static final URI SECOND = URI.create("http://two.example/");
    private static final String THUMBPRINT = "C1C1A0655D1075985948BFE91391408740412F7E";
    private static final Path FILE = Path.of("/w/a.exe");

    @TempDir
    Path temp;

    @Test
    void storeCertificateWithEverySelector() {
        Identity identity = new StoreCertificateIdentity(
                Optional.of(THUMBPRINT), text("Example"), text("Issuer"), text("Root"), text("Other"), true, true);
        assertThat(argv(identity, SigntoolSettings.DEFAULT))
                .containsExactly(words("sign /v /debug /fd SHA256 /tr http://one.example/tsa /td SHA256 /sha1 "
                        + THUMBPRINT + " /n Example /i Issuer /r Root /s Other /sm /a /w/a.exe"));
    }

    @Test
    void artifactSigningUsesTheLibraryAndItsMetadata() {
        Identity identity = artifactSigning();
        SigntoolCommands signtool = new SigntoolCommands(
                identity,
                options(),
                SigntoolSettings.DEFAULT,
                Optional.of(new DlibFiles(Path.of("/d/Azure.CodeSigning.Dlib.dll"), Path.of("/m/metadata.json"))));
        assertThat(signtool.sign(List.of(FILE), Optional.of(FIRST)))
                .containsExactly(words("sign /v /debug /fd SHA256 /tr http://one.example/tsa /td SHA256 "
                        + "/dlib /d/Azure.CodeSigning.Dlib.dll /dmdf /m/metadata.json /w/a.exe"));
    }

    @Test
    void keystoreAndKeyContainer() {
        assertThat(argv(keystore(Path.of("/k/x.pfx"), Optional.empty()), SigntoolSettings.DEFAULT))
                .endsWith(words("/f /k/x.pfx /p secret /w/a.exe"));
        assertThat(argv(keystore(Path.of("/k/x.pfx"), Optional.of(Path.of("/k/ca.cer"))), SigntoolSettings.DEFAULT))
                .endsWith(words("/f /k/x.pfx /p secret /ac /k/ca.cer /w/a.exe"));
        assertThat(argv(new KeyContainerIdentity("My KSP", "key one", Path.of("/k/x.cer")), SigntoolSettings.DEFAULT))
                .endsWith("/f", "/k/x.cer", "/csp", "My KSP", "/kc", "key one", "/w/a.exe");
    }

    @Test
    void descriptionUrlAppendPageHashesAndExtras() {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA384,
                Optional.of("My App"),
                Optional.of(URI.create("https://example.org/app")),
                new Timestamping(false, List.of(FIRST), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.APPEND);
        SigntoolSettings settings = settings(List.of("/rmc"), Optional.empty());
        SigntoolCommands signtool = new SigntoolCommands(store(), options, settings, Optional.empty());
        assertThat(signtool.sign(List.of(FILE, Path.of("/w/b.exe")), Optional.empty()))
                .containsExactly(
                        "sign",
                        "/v",
                        "/fd",
                        "SHA384",
                        "/sha1",
                        THUMBPRINT,
                        "/d",
                        "My App",
                        "/du",
                        "https://example.org/app",
                        "/as",
                        "/nph",
                        "/rmc",
                        "/w/a.exe",
                        "/w/b.exe");
    }

    @Test
    void hostileFileNamesAreNeitherOptionsNorResponseFiles() {
        SigntoolCommands signtool =
                new SigntoolCommands(store(), options(), SigntoolSettings.DEFAULT, Optional.empty());
        List<Path> files = List.of(Path.of("-a.exe"), Path.of("@list.exe"), Path.of("sub", "..", "b.exe"));
        List<String> argv = signtool.sign(files, Optional.empty());
        List<String> last = argv.subList(argv.size() - 3, argv.size());
        assertThat(last).allSatisfy(a -> assertThat(Path.of(a)).isAbsolute().isNormalized());
        assertThat(last)
                .extracting(a -> Path.of(a).getFileName().toString())
                .containsExactly("-a.exe", "@list.exe", "b.exe");
    }

    @Test
    void verifyAsksForThePolicyOfApplicationsAndForEverySignature() {
        assertThat(SigntoolCommands.verify(List.of(FILE)))
                .containsExactly("verify", "/v", "/pa", "/all", "/tw", "/w/a.exe");
    }

    @Test
    void noOptionStandsTwice() {
        for (Identity identity : List.of(store(), keystore(Path.of("/k/x.pfx"), Optional.empty()))) {
            assertThat(argv(identity, settings(List.of("/rmc"), Optional.of(Path.of("/k/ca.cer")))))
                    .filteredOn(a -> a.matches("/[a-z0-9]+"))
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/p hunter2 | signtool-extra-secret",
                "/P hunter2 /rmc | signtool-extra-secret",
                "-p hunter2 | signtool-extra-secret",
                "/fd SHA256 | signtool-extra-owned",
                "-TR http://x/ | signtool-extra-owned",
                "/kc x | signtool-extra-owned",
                "/rmc /rmc | signtool-extra-duplicate",
                "/q | signtool-extra-harmful",
                "/dg c:\\x | signtool-extra-harmful",
                "/new other.exe stray.exe | signtool-extra-stray",
                "/seal other.exe | signtool-extra-stray",
                "@list.txt | signtool-extra-stray"
            })
    void extraArgumentsThatWouldBreakTheCallAreRefused(String arguments, String id) {
        List<Problem> problems = problems(store(), options(), settings(List.of(words(arguments)), Optional.empty()));
        assertThat(problems).extracting(Problem::id).containsExactly(id);
        assertThat(problems).noneMatch(p -> p.text().contains("hunter2"));
    }

    @Test
    void extraArgumentsThatThePluginDoesNotKnowPass() {
        SigntoolSettings settings = settings(
                List.of("/sa", "1.2.3", "text", "/sa", "1.2.4", "more", "/u", "1.3.6.1.5.5.7.3.3", "/new", "x"),
                Optional.empty());
        assertThat(problems(store(), options(), settings)).isEmpty();
    }

    @Test
    void httpsAuthorityIsRefusedWithTheReason() {
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(
                        true, List.of(URI.create("https://tsa.example/")), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
        assertThat(problems(store(), options, SigntoolSettings.DEFAULT))
                .extracting(Problem::text)
                .containsExactly(
                        "signtool refuses the timestamp authority https://tsa.example/: it asks over plain http only, "
                                + "which is safe because the answer is signed. Give the authority's http:// address, or use "
                                + "<engine>embedded</engine>.");
    }

    @Test
    void impossibleCombinationsAreToldAllAtOnce() throws Exception {
        Path file = Files.createFile(temp.resolve("x.jks"));
        Identity jks = new KeystoreIdentity(
                file, KeystoreType.JKS, Optional.empty(), text("alias"), Optional.empty(), Optional.empty());
        assertThat(problems(jks, options(), settings(List.of("/q"), Optional.of(temp.resolve("none.cer")))))
                .extracting(Problem::id)
                .containsExactly(
                        "signtool-keystore-type", "signtool-keystore-entry", "file-missing", "signtool-extra-harmful");
    }

    @Test
    void theOtherImpossibleIdentities() throws Exception {
        Path file = Files.createFile(temp.resolve("x.cer"));
        Identity nothing = new StoreCertificateIdentity(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), text("My"), true, false);
        Identity secret = new KeyContainerIdentity("eToken", "[{{hunter2}}]=container", file);
        assertThat(ids(nothing)).containsExactly("signtool-store-selector");
        assertThat(ids(secret)).containsExactly("signtool-container-secret");
        assertThat(ids(new TestCertificateIdentity(temp))).containsExactly("signtool-identity");
        assertThat(problems(artifactSigning(), options(), settings(List.of(), Optional.of(file))))
                .extracting(Problem::id)
                .containsExactly("signtool-dlib-selector");
    }

    private static List<String> ids(Identity identity) {
        return problems(identity, options(), SigntoolSettings.DEFAULT).stream()
                .map(Problem::id)
                .toList();
    }

    private static List<Problem> problems(Identity identity, SignatureOptions options, SigntoolSettings settings) {
        return SigntoolCheck.problems(identity, options, settings);
    }

    private static List<String> argv(Identity identity, SigntoolSettings settings) {
        SigntoolCommands signtool = new SigntoolCommands(identity, options(), settings, Optional.empty());
        return signtool.sign(List.of(FILE), Optional.of(FIRST));
    }

    private static SignatureOptions options() {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(true, List.of(FIRST, SECOND), 4, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
    }

    private static SigntoolSettings settings(List<String> extra, Optional<Path> additionalCertificate) {
        return new SigntoolSettings(
                Optional.empty(),
                Optional.empty(),
                additionalCertificate,
                SigntoolSettings.PageHashes.OMIT,
                false,
                extra,
                10_000,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1));
    }

    private static Identity store() {
        return new StoreCertificateIdentity(
                Optional.of(THUMBPRINT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private static Identity keystore(Path file, Optional<Path> certificateFile) {
        return new KeystoreIdentity(
                file,
                KeystoreType.PKCS12,
                Optional.of(Secret.of("secret")),
                Optional.empty(),
                Optional.empty(),
                certificateFile);
    }

    private static Identity artifactSigning() {
        return new ArtifactSigningIdentity(
                URI.create("https://weu.codesigning.azure.net"),
                "account",
                "profile",
                Optional.empty(),
                new ArrayList<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> text(String value) {
        return Optional.of(value);
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }
}
