package io.github.authenticode.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.ForeignSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.gate.CopyComparer;
import io.github.authenticode.run.gate.ScriptedCopyComparer;
import io.github.authenticode.run.reuse.BuildSignatures;
import io.github.authenticode.run.reuse.CachedSignatures;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.reuse.SignatureCache;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.testing.run.ScriptedEngine;
import io.github.authenticode.testing.run.ScriptedSignatures;
import io.github.authenticode.testing.run.ScriptedVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with files to sign and a run over them, with everything scripted that a test does not care about. */
public final class Bench {
    /** A signer whom {@link #verifier} does not trust. */
    public static final String STRANGER = "stranger";

    final Path folder;
    public final Path work;
    public final ScriptedEngine engine;
    public final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    public final List<PlannedFile> files = new ArrayList<>();
    public Clock clock = Clock.systemUTC();
    public FileOperations disk = FileOperations.REAL;
    CopyComparer comparer = new ScriptedCopyComparer();
    public Verifier verifier = new ScriptedVerifier(
            Map.of(STRANGER, List.of(new Violation(ViolationCode.CERT_E_UNTRUSTEDROOT, "Its root is not trusted."))));
    public SigningProgress progress = (position, total, result) -> {};
    public final List<Path> trustedRoots = new ArrayList<>();
    public ReuseOptions reuse = ReuseOptions.NONE;
    public BuildSignatures buildSignatures = new BuildSignatures();
    public final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    public final List<String> debug = Collections.synchronizedList(new ArrayList<>());
    public ExistingSignature existingSignature = ExistingSignature.SKIP;
    ForeignSignature foreignSignature = ForeignSignature.KEEP;
    public boolean timestamped = true;
    public Optional<String> publisher = Optional.empty();
    Optional<Policy> policy = Optional.empty();
    public int concurrency = 1;
    public Identity identity = new TestCertificateIdentity(Path.of("identity"));

    public Bench(Path folder) {
        this(folder, 1);
    }

    public Bench(Path folder, int batchSize) {
        this.folder = folder;
        this.work = folder.resolve("work");
        this.engine = new ScriptedEngine(batchSize);
    }

    /** Keeps signatures in this folder. */
    public Bench caching(Path cache) {
        reuse = ReuseOptions.NONE
                .telling(runLog())
                .caching(new CachedSignatures.Access(
                        new SignatureCache(cache, disk, clock),
                        (file, format) -> ScriptedSignatures.blocks(Files.readAllBytes(file)),
                        (signatures, copy, format, digest) ->
                                Files.write(copy, ScriptedSignatures.with(Files.readAllBytes(copy), signatures))));
        return this;
    }

    /** Collects what a run remarks. */
    public RunLog runLog() {
        return new RunLog() {
            @Override
            public void warn(String text) {
                warnings.add(text);
            }

            @Override
            public void debug(String text) {
                debug.add(text);
            }
        };
    }

    /** Adds a file with this content to the plan. */
    public Path add(String name, String content) throws IOException {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public Path add(String name, byte[] content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(requireNonNull(path.getParent()));
        Files.write(path, content);
        return addPlanned(path, name);
    }

    /** Adds a file that is signed by these signers, one after the other. */
    public Path addSigned(String name, String... signers) throws IOException {
        return add(name, signed(name, signers));
    }

    public Path addPlanned(Path path, String name) {
        files.add(new PlannedFile(path, name, FileFormat.ofName(name).orElse(FileFormat.PE)));
        return path;
    }

    public static byte[] signed(String payload, String... signers) {
        byte[] content = payload.getBytes(StandardCharsets.UTF_8);
        for (String signer : signers) {
            content = ScriptedSignatures.sign(content, signer);
        }
        return content;
    }

    public List<FileResult> run() throws ProblemException, InterruptedException {
        return signingRun().run(plan(), progress);
    }

    /** Runs a plan of one file. */
    public FileResult runOne() throws ProblemException, InterruptedException {
        List<FileResult> results = run();
        if (results.size() != 1) {
            throw new AssertionError(results);
        }
        return results.get(0);
    }

    /** Runs a plan of one file whose end must be one problem. */
    public Problem problemOfOne() throws ProblemException, InterruptedException {
        return problem(runOne());
    }

    public static Problem problem(FileResult result) {
        if (result.outcome() instanceof Outcome.Failed failed
                && failed.problems().size() == 1) {
            return failed.problems().get(0);
        }
        throw new AssertionError("one problem expected: " + result);
    }

    public SigningRun signingRun() {
        return new SigningRun(engine, verifier, new SystemAccess(clock, waits::add, disk, comparer))
                .with(reuse.sharing(buildSignatures));
    }

    public SigningPlan plan() {
        Timestamping timestamping =
                new Timestamping(timestamped, List.of(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new SigningPlan(
                files,
                identity,
                "embedded",
                new SignatureOptions(
                        DigestAlgorithm.SHA256,
                        Optional.empty(),
                        Optional.empty(),
                        timestamping,
                        existingSignature,
                        foreignSignature,
                        false),
                policy.orElseGet(
                        () -> new Policy(publisher, Optional.empty(), false, trustedRoots, Optional.<Instant>empty())),
                work,
                concurrency);
    }

    public Verdict verdict(Path file) {
        return verifier.verify(file, FileFormat.PE);
    }

    /** Skips the test where files have no POSIX permissions. */
    public void assumePosix() throws IOException {
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
    }

    /** Everything in the work folder. */
    public List<Path> leftInWorkFolder() throws IOException {
        return below(work);
    }

    public static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> !p.equals(folder)).sorted().toList();
        }
    }
}
