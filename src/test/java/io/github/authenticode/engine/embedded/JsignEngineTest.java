package io.github.authenticode.engine.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsignEngineTest {
    @TempDir
    static Path authorityFolder;

    private static TestAuthority authority;
    private static Issued root;
    private static Issued publisher;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        authority = TestAuthority.open(authorityFolder, Clock.systemUTC());
        root = Issued.root("CN=Root");
        publisher = root.intermediate("CN=Issuer").signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsSignedAndTimestamped(FileFormat format) throws Exception {
        Path file = sample(format);

        assertThat(sign(file, format, options(ExistingSignature.REPLACE))).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, format)).singleElement().satisfies(s -> {
            assertThat(s.timestamped()).isTrue();
            assertThat(s.digestAlgorithm()).isEqualTo(DigestAlgorithm.SHA256.oid());
            assertThat(s.certificates()).containsExactly("CN=Issuer", "CN=Sample Publisher");
        });
    }

    @ParameterizedTest
    @EnumSource
    void signingAgainReplaces(FileFormat format) throws Exception {
        Path file = sample(format);
        sign(file, format, options(ExistingSignature.REPLACE));

        assertThat(sign(file, format, options(ExistingSignature.REPLACE))).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, format)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NUGET")
    void appendKeepsTheFirstSignature(FileFormat format) throws Exception {
        Path file = sample(format);
        sign(file, format, options(ExistingSignature.REPLACE));

        assertThat(sign(file, format, options(ExistingSignature.APPEND))).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, format)).hasSize(2).allMatch(Judged::timestamped);
    }

    /** Bouncy Castle LTS 2.73.11 computed 3 by RFC 5652, 5.1 as soon as an attribute was added (bcgit/bc-java#2344). */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"PE", "MSI", "CATALOG"})
    void signedDataHasVersionOneThoughASignatureWasAppended(FileFormat format) throws Exception {
        Path file = sample(format);
        sign(file, format, options(ExistingSignature.REPLACE));
        sign(file, format, options(ExistingSignature.APPEND));

        assertThat(Judged.signatures(file, format)).hasSize(2).allSatisfy(s -> {
            assertThat(s.signature().getVersion()).isEqualTo(1);
            assertThat(s.signature().getSignerInfos().iterator().next().getVersion())
                    .isEqualTo(1);
        });
    }

    @Test
    void nugetPackageTakesNoSecondSignature() throws Exception {
        Path file = sample(FileFormat.NUGET);
        sign(file, FileFormat.NUGET, options(ExistingSignature.APPEND));

        assertFailed(
                sign(file, FileFormat.NUGET, options(ExistingSignature.APPEND)),
                "nuget-signed",
                "sample.nupkg is signed already, and a NuGet package holds one author signature only. Set"
                        + " <existingSignature> to replace for it.");
    }

    @Test
    void formatOfTheTaskCountsAndNotTheName() throws Exception {
        Path file = SampleFiles.write(FileFormat.CAB, folder, "sample.ps1");

        assertThat(sign(file, FileFormat.CAB, options(ExistingSignature.REPLACE)))
                .isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, FileFormat.CAB)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void digestIsTheOneAskedFor(DigestAlgorithm digest) throws Exception {
        Path file = sample(FileFormat.PE);
        SignatureOptions options = options(digest);

        sign(file, FileFormat.PE, options);

        assertThat(Judged.signatures(file, FileFormat.PE))
                .singleElement()
                .extracting(Judged::digestAlgorithm)
                .isEqualTo(digest.oid());
    }

    @ParameterizedTest
    @EnumSource
    void nugetPackageKeepsWhatItSignsWhenItIsTimestamped(DigestAlgorithm digest) throws Exception {
        Path file = sample(FileFormat.NUGET);
        SignatureOptions options = options(digest);

        assertThat(sign(file, FileFormat.NUGET, options)).isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, FileFormat.NUGET)).singleElement().matches(Judged::timestamped);
        try (ZipFile archive = new ZipFile(file.toFile());
                InputStream part = archive.getInputStream(archive.getEntry(".signature.p7s"))) {
            CMSSignedData signature = new CMSSignedData(part);
            assertThat((byte[]) signature.getSignedContent().getContent())
                    .asString(UTF_8)
                    .startsWith("Version:1\n\n" + digest.oid() + "-Hash:");
        }
    }

    @Test
    void ecKeySigns() throws Exception {
        Issued curve = root.signer("CN=Curve", Issued.keys("EC", 256));
        Path file = sample(FileFormat.PE);

        assertThat(sign(engine(curve, options(ExistingSignature.REPLACE)), file, FileFormat.PE))
                .isEqualTo(new Attempt.Done());
    }

    @Test
    void nugetPackageTakesNoEcKey() throws Exception {
        Issued curve = root.signer("CN=Curve", Issued.keys("EC", 256));

        assertFailed(
                sign(engine(curve, options(ExistingSignature.REPLACE)), sample(FileFormat.NUGET), FileFormat.NUGET),
                "nuget-key",
                "sample.nupkg cannot be signed with an EC key: NuGet accepts RSA keys alone. Use a certificate with an RSA key"
                        + " of 2048 bits or more for NuGet packages, or leave them out with <excludes>.");
    }

    @Test
    void descriptionAndUrlAreInTheSignature() throws Exception {
        Path file = sample(FileFormat.PE);
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.of("Größe"),
                Optional.of(URI.create("https://example.com/produkt")),
                timestamping(true),
                ExistingSignature.REPLACE);

        sign(file, FileFormat.PE, options);

        String hex = Judged.signatures(file, FileFormat.PE).get(0).opusInfo();
        assertThat(hex).contains(hexOf("Größe", java.nio.charset.StandardCharsets.UTF_16BE));
        assertThat(hex).contains(hexOf("https://example.com/produkt", UTF_8));
    }

    @Test
    void withoutTimestampingThereIsNone() throws Exception {
        Path file = sample(FileFormat.PE);
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                timestamping(false),
                ExistingSignature.REPLACE);

        assertThat(sign(new JsignEngine(publisher.source(), options, Optional.empty()), file, FileFormat.PE))
                .isEqualTo(new Attempt.Done());

        assertThat(Judged.signatures(file, FileFormat.PE)).singleElement().matches(s -> !s.timestamped());
    }

    @Test
    void packageOfAnotherPublisherIsRefused() throws Exception {
        Path file = SampleFiles.writeAppx(folder, "app.msix", "CN=Somebody Else");

        assertFailed(
                sign(file, FileFormat.APPX, options(ExistingSignature.REPLACE)),
                "package-publisher",
                "The publisher in the manifest of app.msix is not the subject of the signing certificate. (The app"
                        + " manifest publisher name (CN=Somebody Else) must match the subject name of the signing"
                        + " certificate (CN=Sample Publisher)) Set Publisher in the manifest to the subject of the"
                        + " certificate, character by character.");
    }

    @Test
    void scriptInTheCodePageKeepsItsBytes() throws Exception {
        byte[] script = "Write-Host 'Grüße – ß'\r\n".getBytes("windows-1252");
        Path file = Files.write(folder.resolve("a.ps1"), script);

        assertThat(sign(file, FileFormat.POWERSHELL, options(ExistingSignature.REPLACE)))
                .isEqualTo(new Attempt.Done());

        assertThat(Files.readString(file, ISO_8859_1)).startsWith(new String(script, ISO_8859_1));
    }

    @Test
    void scriptWithoutByteOrderMarkInUtf8KeepsItsBytes() throws Exception {
        for (FileFormat format : List.of(FileFormat.POWERSHELL, FileFormat.VBSCRIPT, FileFormat.JSCRIPT)) {
            byte[] script = "x = 'Grüße ✓'\r\n".getBytes(UTF_8);
            Path file = Files.write(folder.resolve("a." + format.extensions().get(0)), script);

            assertThat(sign(file, format, options(ExistingSignature.REPLACE))).isEqualTo(new Attempt.Done());

            assertThat(Files.readString(file, ISO_8859_1)).startsWith(new String(script, ISO_8859_1));
        }
    }

    @Test
    void scriptWhoseBytesAreNoTextIsRefusedUntouched() throws Exception {
        byte[] script = {'a', (byte) 0x81, (byte) 0x8D};
        Path file = Files.write(folder.resolve("a.ps1"), script);

        assertFailed(
                sign(file, FileFormat.POWERSHELL, options(ExistingSignature.REPLACE)),
                "script-encoding",
                "a.ps1, line 1: bytes beyond ASCII, no byte order mark, neither UTF-8 nor by all appearances Windows-1252."
                        + " Windows would read them in the code page of whatever machine the script runs on, so that the"
                        + " signature would be good on some machines only. Save the script as UTF-8 with a byte order mark"
                        + " (BOM).");
        assertThat(file).hasBinaryContent(script);
    }

    @Test
    void engineKnowsItsCertificate() {
        try (JsignEngine engine = engine(publisher, options(ExistingSignature.REPLACE))) {
            assertThat(engine.certificate()).contains(publisher.certificate());
            assertThat(engine.name()).isEqualTo("embedded");
            assertThat(engine.batchSize()).isEqualTo(1);
        }
    }

    private Path sample(FileFormat format) throws Exception {
        return SampleFiles.write(format, folder, "sample." + format.extensions().get(0));
    }

    private static Attempt sign(Path file, FileFormat format, SignatureOptions options) throws Exception {
        return sign(engine(publisher, options), file, format);
    }

    private static Attempt sign(JsignEngine engine, Path file, FileFormat format) throws Exception {
        return engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);
    }

    private static JsignEngine engine(Issued signer, SignatureOptions options) {
        TimestampClient client = new TimestampClient(
                options.timestamping(), List.of(URI.create("test:tsa")), (uri, query) -> authority.respond(query));
        return new JsignEngine(signer.source(), options, Optional.of(client));
    }

    private static SignatureOptions options(DigestAlgorithm digest) {
        return new SignatureOptions(
                digest, Optional.empty(), Optional.empty(), timestamping(true), ExistingSignature.REPLACE);
    }

    private static SignatureOptions options(ExistingSignature existing) {
        return new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping(true), existing);
    }

    private static Timestamping timestamping(boolean enabled) {
        return new Timestamping(enabled, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
    }

    private static void assertFailed(Attempt attempt, String id, String text) {
        assertThat(attempt).isInstanceOfSatisfying(Attempt.Failed.class, failed -> {
            assertThat(failed.problem().id()).isEqualTo(id);
            assertThat(failed.problem().text()).isEqualTo(text);
            assertThat(failed.retryable()).isFalse();
        });
    }

    private static String hexOf(String text, java.nio.charset.Charset charset) {
        return java.util.HexFormat.of().formatHex(text.getBytes(charset));
    }
}
