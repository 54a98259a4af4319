package io.github.authenticode.engine;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.embedded.EmbeddedProvider;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.token.TokenSettings;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signing run with a key in a service, from the plan to the verified files. */
final class RunWithKey implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final TestEntity root;
    private final TestAuthority authority;
    private final LoopbackTsa tsa;
    private final List<PlannedFile> files = new ArrayList<>();
    private DigestAlgorithm digest = DigestAlgorithm.SHA256;
    private Sleeper sleeper = Sleeper.REAL;
    private Optional<ServiceUse> use = Optional.empty();

    RunWithKey(Path folder, Map<String, String> environment) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.environment = environment;
        this.root = dated(TestCertificate.of("CN=Sample Root").authority(1)).make();
        this.authority = TestAuthority.open(folder, Clock.systemUTC());
        this.tsa = LoopbackTsa.start(authority);
    }

    private static TestCertificate dated(TestCertificate certificate) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return certificate.validity(
                now.minus(Duration.ofDays(30)).toString(),
                now.plus(Duration.ofDays(300)).toString());
    }

    /** A file with the certificate of this key and its root. */
    Path certificateOf(PublicKey key) throws Exception {
        TestEntity signer = dated(TestCertificate.of("CN=Sample Publisher"))
                .issuedBy(root)
                .keys(new KeyPair(key, root.key()))
                .make();
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : signer.chain()) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("certificate.pem"), pem);
    }

    Path add(FileFormat format) throws Exception {
        String name = files.size() + "." + format.extensions().get(0);
        Path file = SampleFiles.write(format, folder, name);
        files.add(new PlannedFile(file, name, format));
        return file;
    }

    RunWithKey digest(DigestAlgorithm other) {
        digest = other;
        return this;
    }

    RunWithKey sleeper(Sleeper other) {
        sleeper = other;
        return this;
    }

    List<FileResult> sign(Identity identity) throws Exception {
        List<Path> roots = List.of(
                Files.write(folder.resolve("root.cer"), root.certificate().getEncoded()),
                Files.write(
                        folder.resolve("timestamp-root.cer"), authority.root().getEncoded()));
        Policy policy = new Policy(Optional.of("Sample Publisher"), Optional.empty(), true, roots, Optional.empty());
        Timestamping timestamping =
                new Timestamping(true, List.of(tsa.url()), 1, Duration.ZERO, Duration.ofSeconds(30));
        SignatureOptions options =
                new SignatureOptions(digest, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.SKIP);
        SigningPlan plan = new SigningPlan(files, identity, "embedded", options, policy, folder.resolve("work"), 4);
        try (Engine engine = new EmbeddedProvider(
                        settings(), TokenSettings.current(folder, warning -> {}, text -> {}), false)
                .open(plan)) {
            AuthenticodeVerifier verifier =
                    new AuthenticodeVerifier(policy, TrustAnchors.load(roots), Clock.systemUTC());
            List<FileResult> results = new SigningRun(engine, verifier, Clock.systemUTC(), sleeper)
                    .run(plan, (position, total, result) -> {});
            use = engine.serviceUse();
            return results;
        }
    }

    /** Why nothing was signed. */
    Problem refusal(Identity identity) throws Exception {
        try {
            sign(identity);
        } catch (ProblemException e) {
            return e.problems().get(0);
        }
        throw new AssertionError("It was not refused");
    }

    int spent() {
        return use.orElseThrow().spent();
    }

    private CloudSettings settings() {
        return new CloudSettings(
                environment,
                ProxyRoutes.DIRECT,
                Optional.empty(),
                Optional.empty(),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                new BuildMemory(Clock.systemUTC(), sleeper),
                Clock.systemUTC(),
                sleeper);
    }

    @Override
    public void close() {
        tsa.close();
    }
}
