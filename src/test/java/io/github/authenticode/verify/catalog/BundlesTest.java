package io.github.authenticode.verify.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    @TempDir
    Path folder;

    private SampleSigner signer;
    private Path bundle;
    private Path inner;
    private Verifier verifier;

    @BeforeEach
    void sample() throws Exception {
        signer = SampleSigner.withSubject(SampleFiles.PUBLISHER);
        bundle = SampleFiles.write(FileFormat.APPX, folder, "a.msixbundle");
        inner = SampleFiles.write(FileFormat.APPX, folder, "1.msix");
        Path root = signer.writeCertificate(folder.resolve("root.pem"));
        Policy policy = new Policy(Optional.empty(), Optional.empty(), false, List.of(root), Optional.empty());
        Bundles bundles = new Bundles();
        bundles.add(Map.of(inner, new PlannedFile(bundle, "dist/a.msixbundle", FileFormat.APPX)));
        verifier = bundles.beside(
                new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC()));
    }

    @Test
    void packageInASignedBundleIsSignedByTheBundle() throws Exception {
        signer.sign(bundle);

        Verdict verdict = verifier.verify(inner, FileFormat.APPX);

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.signatures())
                .singleElement()
                .satisfies(s -> assertThat(s.catalog()).contains("dist/a.msixbundle"));
    }

    @Test
    void packageInABundleThatIsNotTrustedIsUnsigned() throws Exception {
        assertThat(verifier.verify(inner, FileFormat.APPX).isUnsigned()).isTrue();
        signer.sign(bundle);
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[60] ^= 1;
        Files.write(bundle, bytes);
        Path other = Files.copy(bundle, folder.resolve("b.msixbundle"));
        Bundles bundles = new Bundles();
        bundles.add(Map.of(inner, new PlannedFile(other, "b.msixbundle", FileFormat.APPX)));

        assertThat(bundles.beside(verifier).verify(inner, FileFormat.APPX).isUnsigned())
                .isTrue();
    }

    @Test
    void badSignatureInAPackageIsNotMendedByItsBundle() throws Exception {
        signer.sign(bundle);
        SampleSigner.withSubject(SampleFiles.PUBLISHER).sign(inner);

        assertThat(verifier.verify(inner, FileFormat.APPX).errors())
                .extracting(Violation::rule)
                .contains(Rule.TRUSTED_CHAIN);
    }
}
