package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.keys.KeyFiles;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.testing.Corpus;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that a fuzzer found: no crash, no hang, and no false "signed". */
@Timeout(300)
class MalformedCorpusTest {
    /** Its oddities concern no signature; it can be signed like any other. */
    private static final String HARMLESS = "AuthenticodeMsiSignerFuzzer-6487013380980736";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> hostileFileNeitherCrashesNorCountsAsSigned() throws Exception {
        Issued root = Issued.root("CN=Root");
        Issued signer = root.signer("CN=Example", Issued.keys("EC", 256));
        Path roots = KeyFiles.pem(folder.resolve("roots.pem"), root.certificate());
        Policy policy = new Policy(Optional.empty(), Optional.empty(), false, List.of(roots), Optional.empty());
        Verifier verifier =
                new AuthenticodeVerifier(policy, TrustAnchors.load(policy.trustedRoots()), Clock.systemUTC());
        return Corpus.files("malformed").stream()
                .flatMap(file -> Stream.of(ExistingSignature.REPLACE, ExistingSignature.APPEND)
                        .map(existing -> DynamicTest.dynamicTest(
                                file.getFileName() + " " + existing,
                                () -> check(unpacked(file), engine(signer, existing), verifier))));
    }

    private static void check(Path file, JsignEngine engine, Verifier verifier) throws Exception {
        FileFormat format = formatOf(file);

        Attempt attempt = engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);

        if (attempt instanceof Attempt.Failed failed) {
            assertThat(failed.retryable()).as(failed.problem().text()).isFalse();
        } else {
            assertThat(verifier.verify(file, format).isTrusted())
                    .as("signed by jsign and accepted by the verifier")
                    .isEqualTo(String.valueOf(file.getFileName()).equals(HARMLESS));
        }
    }

    private Path unpacked(Path packed) throws Exception {
        Path file = folder.resolve(String.valueOf(packed.getFileName()).replace(".gz", ""));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /** The name of the fuzzer tells what it looked for: {@code AuthenticodeMsiSignerFuzzer-…}. */
    private static FileFormat formatOf(Path file) {
        String name = String.valueOf(file.getFileName());
        String kind = name.substring("Authenticode".length(), name.indexOf("SignerFuzzer"));
        return Arrays.stream(FileFormat.values())
                .filter(f -> f.extensions().stream().anyMatch(kind::equalsIgnoreCase))
                .findFirst()
                .orElseThrow();
    }

    private static JsignEngine engine(Issued signer, ExistingSignature existing) {
        Timestamping none = new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(1));
        return new JsignEngine(
                signer.source(),
                new SignatureOptions(DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), none, existing),
                Optional.empty());
    }
}
