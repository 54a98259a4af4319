package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.tool.ToolProvider;
import io.github.authenticode.engine.tool.ToolSettings;
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
import io.github.authenticode.process.FakeMachine;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.run.SigningRun;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.smctldouble.SmctlDoubleKit;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A signing run with smctl on PATH, from the plan to the verified files. */
final class RunWithSmctl {
    private final Path folder;
    private final SmctlDoubleKit kit;
    private final List<Path> roots = new ArrayList<>();
    private final List<PlannedFile> files = new ArrayList<>();
    private final List<String> debug = new ArrayList<>();
    private final RememberedCalls calls;
    private ToolSettings settings = ToolSettings.DEFAULT;
    private Timestamping timestamping = new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9));
    private String apiKey = SmctlDoubleKit.API_KEY;
    private String alias = "key_1";

    RunWithSmctl(Path folder, SmctlDoubleKit kit, X509Certificate root) throws Exception {
        this(folder, kit, new RememberedCalls());
        trust("root.cer", root);
        Files.writeString(folder.resolve("client.p12"), "not read by the double");
    }

    private RunWithSmctl(Path folder, SmctlDoubleKit kit, RememberedCalls calls) {
        this.folder = folder;
        this.kit = kit;
        this.calls = calls;
    }

    /** Another run of the same build, whose calls have this time. */
    RunWithSmctl within(Duration limit) {
        RunWithSmctl other = new RunWithSmctl(folder, kit, calls);
        other.roots.addAll(roots);
        other.settings = new ToolSettings(Optional.empty(), limit, Duration.ZERO);
        return other;
    }

    private void trust(String name, X509Certificate root) throws Exception {
        roots.add(Files.write(folder.resolve(name), root.getEncoded()));
    }

    void timestamped(X509Certificate root) throws Exception {
        trust("timestamp-root.cer", root);
        timestamping = new Timestamping(
                true, List.of(URI.create("http://timestamp.digicert.com")), 1, Duration.ZERO, Duration.ofSeconds(9));
    }

    void apiKey(String other) {
        apiKey = other;
    }

    void alias(String other) {
        alias = other;
    }

    /** One more file, unlike the others. */
    Path add(FileFormat format) throws Exception {
        String name = files.size() + "." + format.extensions().get(0);
        Path file = format == FileFormat.PE
                ? Files.write(folder.resolve(name), SampleFiles.pe(500 + 8 * files.size()))
                : SampleFiles.write(format, folder, name);
        files.add(new PlannedFile(file, name, format));
        return file;
    }

    List<FileResult> sign() throws Exception {
        SigningPlan plan = plan();
        ToolProvider provider = (ToolProvider) Smctl.engine(settings, SampleAzure.settings(), calls, debug::add);
        try (Engine engine =
                provider.open(plan, kit.machine(folder, debug::add), new FakeMachine(folder).assertions())) {
            AuthenticodeVerifier verifier =
                    new AuthenticodeVerifier(plan.policy(), TrustAnchors.load(roots), Clock.systemUTC());
            return new SigningRun(engine, verifier, Clock.systemUTC(), Sleeper.REAL)
                    .run(plan, (position, total, result) -> {});
        }
    }

    /** Everything that a debug log was told. */
    List<String> debug() {
        return debug;
    }

    private SigningPlan plan() {
        Policy policy = new Policy(
                Optional.of("Example Ltd"), Optional.empty(), timestamping.enabled(), roots, Optional.empty());
        SignatureOptions options = new SignatureOptions(
                DigestAlgorithm.SHA256, Optional.empty(), Optional.empty(), timestamping, ExistingSignature.SKIP);
        return new SigningPlan(
                files, identity(), "smctl", options, policy, folder.resolve("work"), OptionalInt.empty());
    }

    private KeyLockerIdentity identity() {
        return new KeyLockerIdentity(
                alias,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new DigiCertAccount(
                        URI.create("https://clientauth.one.digicert.com"),
                        Secret.of(apiKey),
                        folder.resolve("client.p12"),
                        Secret.of("passcanary-word")));
    }
}
