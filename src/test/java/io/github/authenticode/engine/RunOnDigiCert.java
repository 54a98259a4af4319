package io.github.authenticode.engine;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.digicertdouble.DigiCertDouble;
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
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signing run with the double of DigiCert ONE, from the plan to the verified files. The pom's values can be set. */
final class RunOnDigiCert {
    static final Secret PASSWORD = Secret.of("p|ss word");

    final DigiCertDouble service;
    final Path folder;
    final List<PlannedFile> files = new ArrayList<>();
    BuildMemory memory = new BuildMemory(Clock.systemUTC(), duration -> {});
    String keyPair = "release";
    Optional<String> certificate = Optional.empty();
    Optional<Path> certificateFile = Optional.empty();
    Optional<String> thumbprint = Optional.empty();
    Secret apiKey = Secret.of(DigiCertDouble.API_KEY);
    Secret password = PASSWORD;
    String publisher = "Sample Publisher";
    Path user;
    Optional<ServiceUse> use = Optional.empty();

    private final AzureDouble timestamps;
    private final TestAuthority authority;

    /** @param timestamps whose authority is asked for them */
    RunOnDigiCert(DigiCertDouble service, AzureDouble timestamps, TestAuthority authority, Path folder)
            throws Exception {
        this.service = service;
        this.timestamps = timestamps;
        this.authority = authority;
        this.folder = folder;
        this.user = folder.resolve("user.p12");
        service.writeUser(user, PASSWORD, 100);
    }

    void add(FileFormat format) throws Exception {
        String name = files.size() + "." + format.extensions().get(0);
        files.add(new PlannedFile(SampleFiles.write(format, folder, name), name, format));
    }

    /** Files of programs, all different. */
    void addPrograms(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String name = files.size() + ".exe";
            Path file = Files.write(folder.resolve(name), SampleFiles.pe(500 + 8 * files.size()));
            files.add(new PlannedFile(file, name, FileFormat.PE));
        }
    }

    List<FileResult> sign(int concurrency) throws Exception {
        List<X509Certificate> chain = service.chain("release-cert-1");
        List<Path> roots = List.of(
                Files.write(
                        folder.resolve("signing-root.cer"),
                        chain.get(chain.size() - 1).getEncoded()),
                Files.write(
                        folder.resolve("timestamp-root.cer"), authority.root().getEncoded()));
        SigningPlan plan =
                plan(concurrency, new Policy(Optional.of(publisher), Optional.empty(), true, roots, Optional.empty()));
        try (Engine engine = new EmbeddedProvider(
                        settings(), TokenSettings.current(folder, warning -> {}, text -> {}), false)
                .open(plan)) {
            List<FileResult> results = new SigningRun(
                            engine,
                            new AuthenticodeVerifier(plan.policy(), TrustAnchors.load(roots), Clock.systemUTC()),
                            Clock.systemUTC(),
                            Sleeper.REAL)
                    .run(plan, (position, total, result) -> {});
            use = engine.serviceUse();
            return results;
        }
    }

    private SigningPlan plan(int concurrency, Policy policy) {
        KeyLockerIdentity identity = new KeyLockerIdentity(
                keyPair,
                certificate,
                certificateFile,
                thumbprint,
                Optional.empty(),
                new DigiCertAccount(service.url(), apiKey, user, password));
        Timestamping timestamping =
                new Timestamping(true, List.of(timestamps.timestampUrl()), 1, Duration.ZERO, Duration.ofSeconds(30));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.SKIP);
        return new SigningPlan(files, identity, "embedded", options, policy, folder.resolve("work"), concurrency);
    }

    private CloudSettings settings() throws Exception {
        return new CloudSettings(
                Map.of(),
                ProxyRoutes.DIRECT,
                Optional.empty(),
                Optional.of(service.trust()),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                memory,
                Clock.systemUTC(),
                duration -> {});
    }
}
