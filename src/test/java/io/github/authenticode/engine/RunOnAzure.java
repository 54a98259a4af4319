package io.github.authenticode.engine;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
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
import io.github.authenticode.plan.identity.AzureCredential.Application;
import io.github.authenticode.plan.identity.AzureCredential.Federated;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signing run of a job of GitHub Actions that signs with the double, from the plan to the verified files. */
final class RunOnAzure {
    private final AzureDouble azure;
    private final Path folder;
    private final List<Path> roots;
    private final List<PlannedFile> files = new ArrayList<>();
    private Optional<ServiceUse> use = Optional.empty();

    RunOnAzure(AzureDouble azure, TestAuthority authority, Path folder) throws IOException, CertificateException {
        this.azure = azure;
        this.folder = folder;
        this.roots = List.of(
                Files.write(
                        folder.resolve("signing-root.cer"), azure.signingRoot().getEncoded()),
                Files.write(
                        folder.resolve("timestamp-root.cer"), authority.root().getEncoded()));
    }

    /** One more file, unlike the others. */
    Path add(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), contentOf(files.size()));
        files.add(new PlannedFile(file, name, FileFormat.PE));
        return file;
    }

    /** What the file of this number is before it is signed. */
    static byte[] contentOf(int number) {
        return SampleFiles.pe(500 + 8 * number);
    }

    List<FileResult> sign(int concurrency, Sleeper sleeper) throws Exception {
        SigningPlan plan = plan(concurrency);
        try (Engine engine = new EmbeddedProvider(
                        settings(sleeper), TokenSettings.current(folder, warning -> {}, text -> {}), false)
                .open(plan)) {
            Verifier verifier = new AuthenticodeVerifier(plan.policy(), TrustAnchors.load(roots), Clock.systemUTC());
            List<FileResult> results = new SigningRun(engine, verifier, Clock.systemUTC(), Sleeper.REAL)
                    .run(plan, (position, total, result) -> {});
            use = engine.serviceUse();
            return results;
        }
    }

    /** What the run has had of the service. */
    ServiceUse use() {
        return use.orElseThrow();
    }

    /** Why a file was not signed. */
    static Problem problem(FileResult result) {
        return ((Outcome.Failed) result.outcome()).problems().get(0);
    }

    private AzureSettings settings(Sleeper sleeper) throws Exception {
        Map<String, String> environment = Map.of(
                "AZURE_AUTHORITY_HOST", azure.url().toString(),
                "ACTIONS_ID_TOKEN_REQUEST_URL", azure.githubUrl().toString(),
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN", AzureDouble.GITHUB_TOKEN);
        return new AzureSettings(
                environment,
                ProxyRoutes.DIRECT,
                Optional.of(azure.sslContext()),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                new BuildMemory(Clock.systemUTC(), sleeper),
                Clock.systemUTC(),
                sleeper);
    }

    private SigningPlan plan(int concurrency) {
        Identity identity = new Identity.ArtifactSigning(
                azure.url(),
                AzureDouble.ACCOUNT,
                AzureDouble.PROFILE,
                Optional.empty(),
                List.of(),
                Optional.of(new Federated.GithubActions(new Application(AzureDouble.TENANT, AzureDouble.CLIENT_ID))),
                Optional.empty(),
                Optional.empty());
        Timestamping timestamping =
                new Timestamping(true, List.of(azure.timestampUrl()), 1, Duration.ZERO, Duration.ofSeconds(30));
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.SKIP);
        Policy policy = new Policy(
                Optional.of(AzureDouble.PUBLISHER),
                Optional.of(AzureDouble.SUBSCRIBER_EKU),
                true,
                roots,
                Optional.empty());
        return new SigningPlan(files, identity, "embedded", options, policy, folder.resolve("work"), concurrency);
    }
}
