package io.github.authenticode.verify.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.Osslsigncode;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestSigner;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogsTest {
    @TempDir
    static Path folder;

    private TestPki pki;
    private TestEntity signer;
    private Judging judging;
    private Path program;
    private Path script;

    @BeforeAll
    void makeAuthorityAndFiles() throws Exception {
        pki = TestPki.create();
        signer = pki.certificate(SampleFiles.PUBLISHER).make();
        judging = Judging.against(pki.root());
        program = Files.write(folder.resolve("a.exe"), SampleFiles.pe(3));
        script = Files.write(folder.resolve("b.ps1"), "Write-Output 1\r\n".getBytes(US_ASCII));
    }

    /** As jsign computes it, which shares nothing with what is tested. */
    private static byte[] imageDigest(Path file, DigestAlgorithm algorithm) throws Exception {
        try (Signable signable = Signable.of(file.toFile())) {
            return signable.computeDigest(algorithm);
        }
    }

    private static byte[] flatDigest(Path file) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    }

    private Path signed(String name, byte[] catalog) throws Exception {
        Path file = Files.write(folder.resolve(name), catalog);
        TestSigner.of(signer).sign(file);
        return file;
    }

    private Catalogs load(Path... files) {
        List<PlannedFile> planned = Arrays.stream(files)
                .map(f -> new PlannedFile(f, "dist/" + f.getFileName(), FileFormat.CATALOG))
                .toList();
        return Catalogs.load(planned, judging::verify);
    }

    private Verdict verdict(Path file, FileFormat format, Path... catalogs) {
        return load(catalogs).beside(judging::verify).verify(file, format);
    }

    @Test
    void listedProgramIsSignedByTheCatalog() throws Exception {
        Path catalog = signed("images.cat", SampleFiles.catalogOfImages(imageDigest(program, DigestAlgorithm.SHA256)));

        assertThat(load(catalog).problems()).isEmpty();
        Verdict verdict = verdict(program, FileFormat.PE, catalog);
        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.isByCatalog()).isTrue();
        assertThat(verdict.signatures()).singleElement().satisfies(s -> {
            assertThat(s.catalog()).contains("dist/images.cat");
            assertThat(s.signer().orElseThrow().subject()).isEqualTo(SampleFiles.PUBLISHER);
        });
    }

    @Test
    void osslsigncodeAcceptsTheListedProgramToo() throws Exception {
        Path catalog = signed("second.cat", SampleFiles.catalogOfImages(imageDigest(program, DigestAlgorithm.SHA256)));
        Path roots = Files.writeString(
                folder.resolve("roots.pem"), Judging.pem(List.of(pki.root().certificate())));
        Path other = Files.write(folder.resolve("other.exe"), SampleFiles.pe(4));

        assertThat(osslsigncode(catalog, roots, program)).isZero();
        assertThat(osslsigncode(catalog, roots, other)).isNotZero();
    }

    private static int osslsigncode(Path catalog, Path roots, Path file) throws Exception {
        String now = String.valueOf(TestPki.NOW.getEpochSecond());
        return Osslsigncode.run(List.of(
                "verify",
                "-catalog",
                catalog.toString(),
                "-CAfile",
                roots.toString(),
                "-time",
                now,
                "-in",
                file.toString()));
    }

    @Test
    void listedScriptIsFoundByTheDigestOfItsBytes() throws Exception {
        Path catalog = signed("files.cat", SampleFiles.catalogOfFiles(flatDigest(script)));

        assertThat(verdict(script, FileFormat.POWERSHELL, catalog).isTrusted()).isTrue();
    }

    @Test
    void memberWithoutIndirectDataIsFoundByItsName() throws Exception {
        byte[] digest = imageDigest(program, DigestAlgorithm.SHA256);
        Path catalog = signed("names.cat", SampleFiles.catalogOfNames(digest, flatDigest(script)));

        assertThat(verdict(program, FileFormat.PE, catalog).isTrusted()).isTrue();
        assertThat(verdict(script, FileFormat.POWERSHELL, catalog).isTrusted()).isTrue();
    }

    @Test
    void changedOrUnlistedFileStaysUnsigned() throws Exception {
        Path catalog = signed("listed.cat", SampleFiles.catalogOfFiles(flatDigest(script)));
        Path changed = Files.writeString(folder.resolve("changed.ps1"), "Write-Output 2\r\n", UTF_8);

        assertThat(Judging.findings(verdict(changed, FileFormat.POWERSHELL, catalog)))
                .containsExactly("TRUST_E_NOSIGNATURE The file is not signed. Sign it.");
        assertThat(verdict(program, FileFormat.PE, catalog).isTrusted()).isFalse();
    }

    @Test
    void digestOfAllBytesIsNoneOfAProgram() throws Exception {
        Path images = signed("swapped.cat", SampleFiles.catalogOfImages(flatDigest(program), flatDigest(script)));
        byte[] digest = imageDigest(program, DigestAlgorithm.SHA256);
        Path files = signed("swapped-too.cat", SampleFiles.catalogOfFiles(digest));

        assertThat(verdict(program, FileFormat.PE, images, files).isTrusted()).isFalse();
        assertThat(verdict(script, FileFormat.POWERSHELL, images, files).isTrusted())
                .isFalse();
    }

    @Test
    void weakListingIsToldAndLosesAgainstAStrongOne() throws Exception {
        Path weak = signed("weak.cat", SampleFiles.catalogOfImages(imageDigest(program, DigestAlgorithm.SHA1)));
        Path strong = signed("strong.cat", SampleFiles.catalogOfImages(imageDigest(program, DigestAlgorithm.SHA256)));

        assertThat(Judging.findings(verdict(program, FileFormat.PE, weak)))
                .containsExactly(
                        "CRYPT_E_SECURITY_SETTINGS The catalog lists the file with a weak digest, SHA-1. Make the"
                                + " catalog again with SHA-256.");
        assertThat(verdict(program, FileFormat.PE, weak, strong).isTrusted()).isTrue();
    }

    @Test
    void untrustedCatalogIsAProblemAndAcceptsNothing() throws Exception {
        byte[] digest = imageDigest(program, DigestAlgorithm.SHA256);
        Path unsigned = Files.write(folder.resolve("unsigned.cat"), SampleFiles.catalogOfImages(digest));

        assertThat(load(unsigned).problems())
                .containsExactly(new Problem(
                        "catalog-not-trusted",
                        "<catalogs>: dist/unsigned.cat is not trusted, so that no file is accepted by it.",
                        "Sign the catalog, correct <policy> and <trustedRoots>, or leave it out.",
                        Optional.of("TRUST_E_NOSIGNATURE: The file is not signed. Sign it.")));
        assertThat(verdict(program, FileFormat.PE, unsigned).isTrusted()).isFalse();
    }

    /** Lists of roots and of forbidden certificates have the same form, and are signed by the same keys. */
    @Test
    void trustListForAnotherPurposeAcceptsNothing() throws Exception {
        byte[] list = SampleFiles.catalogOfNames(flatDigest(script));
        byte[] purpose = HexFormat.of().parseHex("060a2b060104018237" + "0c0101");
        int at = new String(list, ISO_8859_1).indexOf(new String(purpose, ISO_8859_1));
        list[at + purpose.length - 1] = 9;
        Path file = signed("roots.cat", list);

        assertThat(load(file).problems())
                .extracting(p -> p.evidence().orElse(""))
                .containsExactly("The file is no catalog: its list is for another purpose than to list files.");
        assertThat(verdict(script, FileFormat.POWERSHELL, file).isTrusted()).isFalse();
    }

    @Test
    void brokenSignatureInTheFileIsNotMendedByACatalog() throws Exception {
        Path broken = Files.write(folder.resolve("broken.exe"), SampleFiles.pe(8));
        TestSigner.of(signer).sign(broken);
        byte[] bytes = Files.readAllBytes(broken);
        bytes[0x210] ^= 1;
        Files.write(broken, bytes);
        Path catalog = signed("broken.cat", SampleFiles.catalogOfImages(imageDigest(broken, DigestAlgorithm.SHA256)));

        Verdict verdict = verdict(broken, FileFormat.PE, catalog);
        assertThat(verdict.isByCatalog()).isFalse();
        assertThat(verdict.violations()).extracting(Violation::code).contains(ViolationCode.TRUST_E_BAD_DIGEST);
    }
}
