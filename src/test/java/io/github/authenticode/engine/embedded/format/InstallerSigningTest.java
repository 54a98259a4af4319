package io.github.authenticode.engine.embedded.format;

import static io.github.authenticode.engine.embedded.format.InstallerStreams.EXTENDED;
import static io.github.authenticode.engine.embedded.format.InstallerStreams.stream;
import static io.github.authenticode.engine.embedded.format.InstallerStreams.streams;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.keys.KeyFiles;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Severity;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.hpsf.ClassID;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what the embedded engine makes of installers, beside what jsign does. */
class InstallerSigningTest {
    private static final ClassID PATCH = new ClassID("{000C1086-0000-0000-C000-000000000046}");

    private static Issued root;
    private static Issued publisher;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeSigner() throws Exception {
        root = Issued.root("CN=Root");
        publisher = root.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
    }

    @ParameterizedTest
    @EnumSource
    void namesAndSizesAreSignedWithEveryDigest(DigestAlgorithm digest) throws Exception {
        for (byte[] content : List.of(SampleFiles.msi(100), SampleFiles.msi(20_000), nested())) {
            Path file = Files.write(folder.resolve("sample.msi"), content);
            Map<String, byte[]> before = streams(file);

            assertThat(sign(file, digest, ExistingSignature.REPLACE)).isEqualTo(new Attempt.Done());

            assertTrusted(file, 1);
            assertThat(streams(file)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondJudgeFindsTheSameNamesAndSizes(DigestAlgorithm digest) throws Exception {
        assumeTrue(Osslsigncode.isInstalled(), "osslsigncode is not installed");
        Path file = Files.write(folder.resolve("sample.msi"), SampleFiles.msi(20_000));

        sign(file, digest, ExistingSignature.REPLACE);
        assertThat(Osslsigncode.verifies(file, roots())).isTrue();

        byte[] bytes = Files.readAllBytes(file);
        int name = new String(bytes, ISO_8859_1).indexOf("T\0r\0a\0n\0s\0f\0o");
        bytes[name] ^= 1;
        Files.write(file, bytes);
        assertThat(Osslsigncode.verifies(file, roots())).isFalse();
        assertThat(verdict(file).isTrusted()).isFalse();
    }

    /** With large sectors, as Windows Installer XML makes them. */
    @Test
    void installerOfTheWorldIsSigned() throws Exception {
        Path file = Files.copy(Corpus.file("minimal.msi"), folder.resolve("minimal.msi"));

        for (ExistingSignature existing : ExistingSignature.values()) {
            sign(file, DigestAlgorithm.SHA256, existing);

            assertThat(verdict(file).violations()).isEmpty();
        }
    }

    @Test
    void tablesBeyondTheHeaderAreKept() throws Exception {
        Path file = Files.write(folder.resolve("large.msi"), SampleFiles.msi(8_000_000));

        assertThat(sign(file, DigestAlgorithm.SHA256, ExistingSignature.REPLACE))
                .isEqualTo(new Attempt.Done());

        assertTrusted(file, 1);
    }

    /** Signatures of all sizes, in small sectors and in large ones, and nothing of the earlier ones stays. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void signatureInThePlaceOfOthersIsTheSameAsAFirstOne(int others) throws Exception {
        Path once = Files.write(folder.resolve("once.msi"), SampleFiles.msi(100));
        sign(once, DigestAlgorithm.SHA256, ExistingSignature.REPLACE);
        Path again = Files.write(folder.resolve("again.msi"), SampleFiles.msi(100));
        for (int i = 0; i < others; i++) {
            sign(again, DigestAlgorithm.SHA256, ExistingSignature.APPEND);
            assertTrusted(again, i + 1);
        }

        sign(again, DigestAlgorithm.SHA256, ExistingSignature.REPLACE);

        assertTrusted(again, 1);
        assertThat(streams(again)).usingRecursiveComparison().isEqualTo(streams(once));
    }

    @Test
    void extendedSignatureStaysBesideAnother() throws Exception {
        Path file = Files.write(folder.resolve("sample.msi"), SampleFiles.msi(100));
        sign(file, DigestAlgorithm.SHA256, ExistingSignature.REPLACE);
        byte[] extended = stream(file, EXTENDED).orElseThrow();

        sign(file, DigestAlgorithm.SHA256, ExistingSignature.APPEND);

        assertThat(stream(file, EXTENDED).orElseThrow()).isEqualTo(extended);
        assertTrusted(file, 2);
    }

    /** A signature that does not begin with it would be broken by it. */
    @Test
    void noExtendedSignatureComesToOneWithoutIt() throws Exception {
        Path file = Files.write(folder.resolve("sample.msi"), SampleFiles.msi(100));
        SampleSigner.withSubject("CN=Another").sign(file);

        assertThat(sign(file, DigestAlgorithm.SHA256, ExistingSignature.APPEND)).isEqualTo(new Attempt.Done());

        assertThat(stream(file, EXTENDED)).isEmpty();
        assertThat(verdict(file).violations()).noneMatch(v -> v.rule() == Rule.UNCHANGED);
        assertThat(verdict(file).violations())
                .filteredOn(v -> v.rule() == Rule.INSTALLER_METADATA)
                .isNotEmpty()
                .allMatch(v -> v.severity() == Severity.WARNING);
    }

    @Test
    void installerWithoutExtendedSignatureIsTrustedWithAWarning() throws Exception {
        Path bare = Files.write(folder.resolve("bare.msi"), SampleFiles.msi(100));
        try (net.jsign.Signable jsign = new net.jsign.msi.MSIFile(bare.toFile())) {
            new net.jsign.AuthenticodeSigner(
                            publisher.chain().toArray(java.security.cert.Certificate[]::new), publisher.key())
                    .withDigestAlgorithm(net.jsign.DigestAlgorithm.SHA256)
                    .withTimestamping(false)
                    .sign(jsign);
        }

        assertThat(verdict(bare).isTrusted()).isTrue();
        assertThat(verdict(bare).violations())
                .singleElement()
                .extracting(Violation::message)
                .isEqualTo(
                        "The signature covers the contents of the installer's streams, but not their names, sizes and"
                                + " borders, since it has no MsiDigitalSignatureEx. Sign it with this plugin, with signtool, or"
                                + " with osslsigncode -add-msi-dse.");
    }

    /** Whatever made the file left something in places that no signature covers. */
    @Test
    void remainsOfWhatMadeTheFileAreEmptied() throws Exception {
        Path file = Files.write(folder.resolve("sample.msi"), SampleFiles.msi(100));
        try (POIFSFileSystem installer = new POIFSFileSystem(file.toFile(), false)) {
            installer.createDocument(new ByteArrayInputStream(new byte[9000]), "Big");
            installer.createDocument(
                    new ByteArrayInputStream("secret".repeat(100).getBytes(UTF_8)), "Small");
            installer.writeFilesystem();
            installer.getRoot().getEntryCaseInsensitive("Big").delete();
            installer.getRoot().getEntryCaseInsensitive("Small").delete();
            installer.writeFilesystem();
        }
        Files.write(file, "behind".getBytes(UTF_8), StandardOpenOption.APPEND);

        assertThat(sign(file, DigestAlgorithm.SHA256, ExistingSignature.REPLACE))
                .isEqualTo(new Attempt.Done());

        assertTrusted(file, 1);
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("secret", "behind");
    }

    @Test
    void transformIsRefused() throws Exception {
        byte[] transform;
        Path file = folder.resolve("sample.mst");
        try (POIFSFileSystem installer = new POIFSFileSystem(new ByteArrayInputStream(SampleFiles.msi(100)))) {
            installer.getRoot().setStorageClsid(new ClassID("{000C1082-0000-0000-C000-000000000046}"));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            installer.writeFilesystem(bytes);
            transform = bytes.toByteArray();
        }
        Files.write(file, transform);

        assertThat(sign(file, DigestAlgorithm.SHA256, ExistingSignature.REPLACE))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.problem().text())
                                .isEqualTo("sample.mst is a transform (.mst), and Windows accepts no signature in a"
                                        + " transform. Leave it out, and ship it inside a signed installer or list it in"
                                        + " a signed catalog."));
        assertThat(file).hasBinaryContent(transform);
    }

    /** A patch, with transforms in storages, and names that Windows and Apache POI put in different order. */
    private static byte[] nested() throws IOException {
        try (POIFSFileSystem patch = new POIFSFileSystem()) {
            DirectoryNode top = patch.getRoot();
            top.setStorageClsid(PATCH);
            for (String name : List.of("\u0005SummaryInformation", "A_B", "AaB", "abC", "Empty", "\u00FCml")) {
                top.createDocument(name, new ByteArrayInputStream(new byte[name.equals("Empty") ? 0 : 700]));
            }
            for (String name : List.of("T1ToU1", "#T1ToU1", "T_ToU1")) {
                DirectoryNode inner = (DirectoryNode) top.createDirectory(name);
                inner.createDocument("\u4840\u3F3F", new ByteArrayInputStream(new byte[4096]));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            patch.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    private void assertTrusted(Path file, int signatures) throws Exception {
        Verdict verdict = verdict(file);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.signatures()).hasSize(signatures);
        assertThat(SignedContents.open(file, FileFormat.MSI).coversMetadata()).contains(true);
    }

    private static Attempt sign(Path file, DigestAlgorithm digest, ExistingSignature existing) throws Exception {
        SignatureOptions options = new SignatureOptions(
                digest,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10)),
                existing);
        try (JsignEngine engine = new JsignEngine(publisher.source(), options, Optional.empty())) {
            return engine.sign(List.of(new Engine.Task(file, FileFormat.MSI, 1)))
                    .get(0);
        }
    }

    private Path roots() throws Exception {
        return KeyFiles.pem(folder.resolve("roots.pem"), root.certificate());
    }

    private Verdict verdict(Path file) throws Exception {
        Policy policy = new Policy(Optional.empty(), Optional.empty(), false, List.of(roots()), Optional.empty());
        return new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC())
                .verify(file, FileFormat.MSI);
    }
}
