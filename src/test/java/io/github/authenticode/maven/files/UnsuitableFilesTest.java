package io.github.authenticode.maven.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.catalog.Catalogs;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsuitableFilesTest {
    @Test
    void instructionsOfADriverAreJudgedByTheirCatalog(@TempDir Path temp) throws Exception {
        Path base = temp.toRealPath();
        Path driver = Files.writeString(base.resolve("driver.inf"), "[Version]");
        Files.writeString(base.resolve("other.inf"), "[Other]");
        SampleSigner signer = SampleSigner.withSubject("CN=Driver");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(driver));
        Path catalog = Files.write(base.resolve("driver.cat"), SampleFiles.catalogOfFiles(digest));
        signer.sign(catalog);
        FileSet files = new FileSet();
        files.setIncludes(List.of("*.inf"));
        FileSelection selection = new FileSelection(base, new ConfigurationProblems());
        selection.addFileSet(files);
        Policy policy = new Policy(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(signer.writeCertificate(base.resolve("root.pem"))),
                Optional.empty());

        Verifier verifier = selection
                .odd()
                .beside(new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC()));
        Verifier judge = Catalogs.load(List.of(new PlannedFile(catalog, "driver.cat", FileFormat.CATALOG)), verifier)
                .beside(verifier);

        assertThat(selection.files()).extracting(PlannedFile::name).containsExactly("driver.inf", "other.inf");
        assertThat(judge.verify(driver, FileFormat.CATALOG).isTrusted()).isTrue();
        assertThat(judge.verify(base.resolve("other.inf"), FileFormat.CATALOG).errors())
                .extracting(Violation::message)
                .containsExactly(
                        "other.inf is not judged or signed here: files of its kind are signed in a catalog. Sign its"
                                + " catalog (.cat) and name that in <catalogs> where files are verified, or leave it out with"
                                + " <excludes>.");
    }
}
