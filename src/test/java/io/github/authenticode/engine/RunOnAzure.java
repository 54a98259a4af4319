package io.github.authenticode.engine;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.CloudSettings;
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
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.signer.CertificateOutlook;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signing run of a job of GitHub Actions that signs with the double, from the plan to the verified files. */
final class RunOnAzure {
    private final AzureDouble azure;
    private final Path folder;
    private final List<Path> roots;
    private final Identity identity;
    private Policy policy;
    private DigestAlgorithm digest = DigestAlgorithm.SHA256;
    private final List<PlannedFile> files = new ArrayList<>();
    private List<String> warnings = List.of();
    private Optional<ServiceUse> use = Optional.empty();

    private final BuildMemory memory;

    /** With the certificate profile of the double. */
    RunOnAzure(AzureDouble azure, TestAuthority authority, Path folder) throws IOException, CertificateException {
        this(
                azure,
                authority,
                folder,
                profile(azure),
                List.of(azure.signingRoot()),
                Optional.of(AzureDouble.PUBLISHER),
                new BuildMemory(Clock.systemUTC(), Sleeper.REAL));
        policy = new Policy(
                Optional.of(AzureDouble.PUBLISHER),
                Optional.of(AzureDouble.SUBSCRIBER_EKU),
                true,
                roots,
                Optional.empty());
    }

    private RunOnAzure(
            AzureDouble azure,
            TestAuthority authority,
            Path folder,
            Identity identity,
            List<X509Certificate> signers,
            Optional<String> publisher,
            BuildMemory memory)
            throws IOException, CertificateException {
        this.azure = azure;
        this.folder = folder;
        this.identity = identity;
        this.memory = memory;
        Path signing = folder.resolve("signing-root.cer");
        this.roots = List.of(
                Files.write(signing, signers.get(signers.size() - 1).getEncoded()),
                Files.write(
                        folder.resolve("timestamp-root.cer"), authority.root().getEncoded()));
        this.policy = new Policy(publisher, Optional.empty(), true, roots, Optional.empty());
    }

    /** With a certificate of the double's vault, and a file with those above it. */
    static RunOnAzure vault(AzureDouble azure, TestAuthority authority, Path folder, String certificate)
            throws IOException, CertificateException {
        return vault(azure, authority, folder, certificate, new BuildMemory(Clock.systemUTC(), Sleeper.REAL));
    }

    /** @param memory of the build that this is one execution of */
    static RunOnAzure vault(
            AzureDouble azure, TestAuthority authority, Path folder, String certificate, BuildMemory memory)
            throws IOException, CertificateException {
        List<X509Certificate> chain = azure.vaultCertificate("code-signing").chain();
        StringBuilder pem = new StringBuilder();
        for (X509Certificate issuer : chain.subList(1, chain.size())) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(issuer.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Identity identity = new KeyVaultIdentity(
                azure.url(),
                certificate,
                Optional.empty(),
                Optional.of(githubActions()),
                Optional.of(Files.writeString(folder.resolve("chain.pem"), pem)));
        return new RunOnAzure(azure, authority, folder, identity, chain, Optional.of("Sample Publisher"), memory);
    }

    /** As if the pom had no file with intermediates. */
    RunOnAzure withoutChainFile(AzureDouble azure, TestAuthority authority) throws IOException, CertificateException {
        KeyVaultIdentity vault = (KeyVaultIdentity) identity;
        return new RunOnAzure(
                azure,
                authority,
                folder,
                new KeyVaultIdentity(
                        vault.vault(), vault.certificate(), vault.version(), vault.credential(), Optional.empty()),
                azure.vaultCertificate("code-signing").chain(),
                Optional.empty(),
                memory);
    }

    /** The policy wants this publisher. */
    void require(String publisher) {
        policy = new Policy(Optional.of(publisher), Optional.empty(), true, roots, Optional.empty());
    }

    void digest(DigestAlgorithm other) {
        digest = other;
    }

    /** One more file of this format. */
    Path add(FileFormat format) throws IOException {
        String name = files.size() + "." + format.extensions().get(0);
        Path file = SampleFiles.write(format, folder, name);
        files.add(new PlannedFile(file, name, format));
        return file;
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
            warnings = CertificateOutlook.warnings(plan.identity(), engine, Instant.now());
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

    /** What the engine had to say before it signed. */
    List<String> warnings() {
        return warnings;
    }

    /** Why a file was not signed. */
    static Problem problem(FileResult result) {
        return ((Outcome.Failed) result.outcome()).problems().get(0);
    }

    private CloudSettings settings(Sleeper sleeper) throws Exception {
        Map<String, String> environment = Map.of(
                "AZURE_AUTHORITY_HOST", azure.url().toString(),
                "ACTIONS_ID_TOKEN_REQUEST_URL", azure.githubUrl().toString(),
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN", AzureDouble.GITHUB_TOKEN);
        return new CloudSettings(
                environment,
                ProxyRoutes.DIRECT,
                Optional.of(azure.sslContext()),
                Optional.empty(),
                (program, arguments, limit) -> {
                    throw new NoSuchFileException(program);
                },
                identity instanceof KeyVaultIdentity ? memory : new BuildMemory(Clock.systemUTC(), sleeper),
                Clock.systemUTC(),
                sleeper);
    }

    private static Identity profile(AzureDouble azure) {
        return new ArtifactSigningIdentity(
                azure.url(),
                AzureDouble.ACCOUNT,
                AzureDouble.PROFILE,
                Optional.empty(),
                List.of(),
                Optional.of(githubActions()),
                Optional.empty(),
                Optional.empty());
    }

    private static Federated githubActions() {
        return new Federated.GithubActions(new Application(AzureDouble.TENANT, AzureDouble.CLIENT_ID));
    }

    private SigningPlan plan(int concurrency) {
        Timestamping timestamping =
                new Timestamping(true, List.of(azure.timestampUrl()), 1, Duration.ZERO, Duration.ofSeconds(30));
        SignatureOptions options =
                new SignatureOptions(digest, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.SKIP);
        return new SigningPlan(files, identity, "embedded", options, policy, folder.resolve("work"), concurrency);
    }
}
