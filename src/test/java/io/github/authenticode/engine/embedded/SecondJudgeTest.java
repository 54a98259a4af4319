package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.keys.KeyFiles;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.Scripts;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jsign.msi.MSIFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests in which what the engine signs is judged by the project's own verifier, and by osslsigncode where it is
 * installed.
 */
class SecondJudgeTest {
    @TempDir
    static Path shared;

    private static TestAuthority authority;
    private static Issued publisher;
    private static Path roots;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        authority = TestAuthority.open(shared.resolve("t"), Clock.systemUTC());
        publisher = Issued.root("CN=Root")
                .intermediate("CN=Issuer")
                .signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
        roots = KeyFiles.pem(shared.resolve("roots.pem"), publisher.chain().get(2), authority.root());
    }

    @ParameterizedTest
    @EnumSource
    void verifierTrustsEveryFormatSignedReplacedAndAppended(FileFormat format) throws Exception {
        Path file = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));

        sign(file, format, ExistingSignature.REPLACE);
        assertTrusted(file, format, 1);
        sign(file, format, ExistingSignature.REPLACE);
        assertTrusted(file, format, 1);
        if (format != FileFormat.NUGET) {
            sign(file, format, ExistingSignature.APPEND);
            assertTrusted(file, format, 2);
        }
    }

    /** Version 2.9 knows neither NAVX nor NuGet, nor the scripts of the Windows Script Host. */
    @ParameterizedTest
    @EnumSource(names = {"PE", "MSI", "CAB", "CATALOG", "APPX", "POWERSHELL", "POWERSHELL_XML"})
    void osslsigncodeAgrees(FileFormat format) throws Exception {
        Path file = SampleFiles.write(
                format, folder, "sample." + format.extensions().get(0));

        sign(file, format, ExistingSignature.REPLACE);

        assertThat(osslsigncode(file)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "POWERSHELL, UTF-8, ''", "POWERSHELL, UTF-8, BOM", "POWERSHELL, windows-1252, ''", "POWERSHELL, UTF-16LE, BOM",
        "POWERSHELL, UTF-16BE, BOM", "VBSCRIPT, UTF-8, ''", "VBSCRIPT, windows-1252, ''", "VBSCRIPT, UTF-16LE, BOM",
        "JSCRIPT, UTF-8, BOM", "JSCRIPT, windows-1252, ''", "WSF, UTF-8, ''", "WSF, windows-1252, ''"
    })
    void scriptIsTrustedInEveryEncoding(FileFormat format, String charset, String mark) throws Exception {
        String text = (mark.isEmpty() ? "" : "\uFEFF")
                + SampleFiles.script(format).replaceFirst("Hello|Installing", "Grüße – ß");
        Path file = Files.write(folder.resolve("a." + format.extensions().get(0)), text.getBytes(charset));

        sign(file, format, ExistingSignature.REPLACE);

        assertTrusted(file, format, 1);
        String signed = Files.readString(file, Charset.forName(charset));
        assertThat(signed).contains("Grüße – ß");
    }

    @ParameterizedTest
    @EnumSource
    void osslsigncodeAgreesOnEveryDigest(DigestAlgorithm digest) throws Exception {
        Path file = SampleFiles.write(FileFormat.PE, folder, "sample.exe");

        sign(engine(digest, ExistingSignature.REPLACE), file, FileFormat.PE);

        assertThat(osslsigncode(file)).isZero();
    }

    @Test
    void osslsigncodeRefusesATamperedFile() throws Exception {
        Path file = SampleFiles.write(FileFormat.PE, folder, "sample.exe");
        sign(file, FileFormat.PE, ExistingSignature.REPLACE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[600] ^= 1;
        Files.write(file, bytes);

        assertThat(osslsigncode(file)).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wineyes.exe",
                "fbx64.efi",
                "fbx64-signed-by-sbsign.efi",
                "minimal.msi",
                "sample1.cab",
                "sample3.cab",
                "sample4.cab",
                "wineyes.cat",
                "minimal.navx",
                "minimal.1.0.0.nupkg",
                "hello-world.ps1",
                "hello-world.ps1xml",
                "hello-world.vbs",
                "hello-world.js",
                "hello-world.wsf"
            })
    void realFilesAreTrustedByTheVerifier(String name) throws Exception {
        Path file = Files.copy(Corpus.file(name), folder.resolve(name));
        FileFormat format = FileFormat.ofName(name).orElseThrow();

        sign(file, format, ExistingSignature.REPLACE);

        assertTrusted(file, format, 1);
    }

    /** jsign leaves the old MsiDigitalSignatureEx in place and hashes it, and then no program accepts the file. */
    @Test
    void extendedSignatureOfSigntoolIsWrittenAnewWhenAnInstallerIsSignedAgain() throws Exception {
        Path file = Files.copy(Corpus.file("minimal-signed-with-signtool.msi"), folder.resolve("a.msi"));
        try (MSIFile msi = new MSIFile(file.toFile())) {
            assertThat(msi.hasExtendedSignature()).isTrue();
        }

        sign(file, FileFormat.MSI, ExistingSignature.REPLACE);

        try (MSIFile msi = new MSIFile(file.toFile())) {
            assertThat(msi.hasExtendedSignature()).isTrue();
        }
        assertTrusted(file, FileFormat.MSI, 1);
        assertThat(osslsigncode(file)).isZero();
    }

    @Test
    void signatureBesideAnExtendedOneOfTheSameDigestIsValid() throws Exception {
        Path plain = SampleFiles.write(FileFormat.MSI, folder, "plain.msi");
        Path file = folder.resolve("a.msi");
        Path key = KeyFiles.pem(folder.resolve("key.pem"), KeyFiles.pkcs8(publisher.key()));
        Path chain = KeyFiles.pem(folder.resolve("chain.pem"), publisher.chain().toArray());
        int signed = Osslsigncode.run(List.of(
                "sign",
                "-add-msi-dse",
                "-h",
                "sha256",
                "-key",
                key.toString(),
                "-certs",
                chain.toString(),
                "-in",
                plain.toString(),
                "-out",
                file.toString()));
        assertThat(signed).isZero();

        sign(file, FileFormat.MSI, ExistingSignature.APPEND);

        try (MSIFile msi = new MSIFile(file.toFile())) {
            assertThat(msi.hasExtendedSignature()).isTrue();
            assertThat(msi.getSignatures()).hasSize(2);
        }
        assertThat(osslsigncode(file)).isZero();
    }

    @Test
    void signatureBesideAnExtendedOneOfAnotherDigestIsRefused() throws Exception {
        Path file = Files.copy(Corpus.file("minimal-signed-with-signtool.msi"), folder.resolve("a.msi"));
        JsignEngine engine = engine(DigestAlgorithm.SHA256, ExistingSignature.APPEND);

        assertThat(engine.sign(List.of(new Engine.Task(file, FileFormat.MSI, 1))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.problem().text())
                                .isEqualTo(
                                        "a.msi holds an extended signature (MsiDigitalSignatureEx) of another digest algorithm"
                                                + " than SHA-256, beside which no further signature is valid. Set <existingSignature> to"
                                                + " replace for it, or <digest> to the algorithm of the first signature."));
        assertThat(file).hasSameBinaryContentAs(Corpus.file("minimal-signed-with-signtool.msi"));
    }

    /** How much of a script an older tool takes for its signature must not show in what is signed. */
    @Test
    void markersWithinLinesAreSignedAsText() throws Exception {
        String text = "$m = '# SIG # Begin signature block'\r\n'# SIG # End signature block'\r\n";
        Path file = Files.writeString(folder.resolve("a.psm1"), text);

        for (ExistingSignature existing :
                new ExistingSignature[] {ExistingSignature.REPLACE, ExistingSignature.REPLACE, ExistingSignature.APPEND
                }) {
            sign(file, FileFormat.POWERSHELL, existing);
            assertThat(Files.readString(file)).startsWith(text + "\r\n# SIG # Begin");
        }
        assertTrusted(file, FileFormat.POWERSHELL, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POWERSHELL", "POWERSHELL_XML", "VBSCRIPT", "JSCRIPT", "WSF"})
    void blockThatAnEditorChangedIsReplacedWhole(FileFormat format) throws Exception {
        String text = SampleFiles.script(format);
        Path file = folder.resolve("a." + format.extensions().get(0));
        for (String signed : List.of(
                Scripts.signed(text, format).replace("\r\n", "\n"),
                Scripts.signed(text, format).stripTrailing(),
                Scripts.signed(text, format) + "\r\n")) {
            Files.writeString(file, signed);
            sign(file, format, ExistingSignature.REPLACE);

            String all = Files.readString(file);
            assertTrusted(file, format, 1);
            assertThat(all).doesNotContain("MAMCAQE=");
            assertThat(all.split("ignature block|<signature>", -1)).hasSize(format == FileFormat.WSF ? 2 : 3);
            assertThat(all.replaceAll("\\s+", ""))
                    .startsWith(text.replace("</job>", "").replaceAll("\\s+", ""));
        }
    }

    @Test
    void signatureIsAppendedWhereTheLastLineEndIsMissing() throws Exception {
        Path file = SampleFiles.write(FileFormat.POWERSHELL, folder, "a.ps1");
        sign(file, FileFormat.POWERSHELL, ExistingSignature.REPLACE);
        Files.writeString(file, Files.readString(file).stripTrailing());

        sign(file, FileFormat.POWERSHELL, ExistingSignature.APPEND);

        assertTrusted(file, FileFormat.POWERSHELL, 2);
    }

    @Test
    void windowsScriptOfTwoJobsIsSignedAndSignedAgain() throws Exception {
        String job = "<job id=\"%s\">\r\n<script language=\"VBScript\">\r\nx = 1\r\n</script>\r\n</job>\r\n";
        String text = "<package>\r\n" + job.formatted("a") + job.formatted("b") + "</package>\r\n";
        Path file = Files.writeString(folder.resolve("a.wsf"), text);

        for (int i = 0; i < 2; i++) {
            sign(file, FileFormat.WSF, ExistingSignature.REPLACE);
            assertTrusted(file, FileFormat.WSF, 1);
            String signed = Files.readString(file);
            int start = signed.indexOf("\r\n<signature>");
            int end = signed.indexOf("</signature>\r\n") + "</signature>\r\n".length();
            assertThat(signed.substring(0, start) + signed.substring(end)).isEqualTo(text);
        }
    }

    @Test
    void joinedScriptIsRefusedUntouched() throws Exception {
        Path file = Scripts.fault(folder, "merged.psm1");
        byte[] before = Files.readAllBytes(file);
        JsignEngine engine = engine(DigestAlgorithm.SHA256, ExistingSignature.REPLACE);

        assertThat(engine.sign(List.of(new Engine.Task(file, FileFormat.POWERSHELL, 1))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.problem().id()).isEqualTo("script-signature-block"));
        assertThat(file).hasBinaryContent(before);
    }

    private static void sign(Path file, FileFormat format, ExistingSignature existing) throws Exception {
        sign(engine(DigestAlgorithm.SHA256, existing), file, format);
    }

    private static void sign(JsignEngine engine, Path file, FileFormat format) throws Exception {
        assertThat(engine.sign(List.of(new Engine.Task(file, format, 1)))).containsExactly(new Attempt.Done());
    }

    private static JsignEngine engine(DigestAlgorithm digest, ExistingSignature existing) {
        Timestamping timestamping = new Timestamping(true, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
        SignatureOptions options = new SignatureOptions(
                digest,
                Optional.of("A sample"),
                Optional.of(URI.create("https://example.com")),
                timestamping,
                existing);
        TimestampClient client = new TimestampClient(
                timestamping, List.of(URI.create("test:tsa")), (uri, query) -> authority.respond(query));
        return new JsignEngine(publisher.source(), options, Optional.of(client));
    }

    private static void assertTrusted(Path file, FileFormat format, int signatures) throws Exception {
        Verdict verdict = verdict(file, format);
        assertThat(verdict.errors()).isEmpty();
        assertThat(verdict.signatures())
                .hasSize(signatures)
                .allMatch(s -> s.timestamp().isPresent());
    }

    private static Verdict verdict(Path file, FileFormat format) throws Exception {
        Policy policy =
                new Policy(Optional.of("Sample Publisher"), Optional.empty(), true, List.of(roots), Optional.empty());
        return new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC())
                .verify(file, format);
    }

    private static int osslsigncode(Path file) throws Exception {
        return Osslsigncode.run(List.of(
                "verify", "-CAfile", roots.toString(), "-TSA-CAfile", roots.toString(), "-in", file.toString()));
    }
}
