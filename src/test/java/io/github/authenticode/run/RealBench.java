package io.github.authenticode.run;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.JsignEngine;
import io.github.authenticode.engine.embedded.JsignTransfer;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.reuse.CachedSignatures;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.run.reuse.SignatureCache;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.testing.run.SampleAzure;
import io.github.authenticode.verify.AuthenticodeVerifier;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.roots.TrustAnchors;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs over real files with the embedded engine and our verifier, both as users have them; a signer may be made
 * dishonest.
 */
public final class RealBench {
    public final Path folder;
    public final Path work;
    private final Path identity;
    final List<PlannedFile> files = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<String> debug = new ArrayList<>();
    public ExistingSignature existingSignature = ExistingSignature.SKIP;
    public Meddling before = file -> {};
    public Meddling after = file -> {};
    public Optional<Path> cache = Optional.empty();

    /** @param identity folder of the test authority; to make its keys takes a second, so that tests share it */
    public RealBench(Path folder, Path identity) {
        this.folder = folder;
        this.identity = identity;
        this.work = folder.resolve("work");
    }

    /** A change that a signer makes to a file beside signing it. */
    @FunctionalInterface
    public interface Meddling {
        void with(Path file) throws IOException;
    }

    public Path add(String name, byte[] content) throws IOException {
        return add(name, content, FileFormat.ofName(name).orElseThrow());
    }

    public Path add(String name, byte[] content, FileFormat format) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        files.add(new PlannedFile(file, name, format));
        return file;
    }

    /** Keeps signatures in this folder, if there is one, and takes them out of files as the verifier does. */
    static ReuseOptions caching(Optional<Path> cache) {
        return cache.map(place ->
                        new CachedSignatures.Access(new SignatureCache(place, Clock.systemUTC()), new JsignTransfer()))
                .map(ReuseOptions.NONE::caching)
                .orElse(ReuseOptions.NONE);
    }

    public List<FileResult> run() throws Exception {
        try (Engine engine = JsignEngine.open(identity(), options(), SampleAzure.settings())) {
            ReuseOptions reuse = caching(cache).telling(new RunLog() {
                @Override
                public void warn(String text) {
                    warnings.add(text);
                }

                @Override
                public void debug(String text) {
                    debug.add(text);
                }
            });
            return new SigningRun(new Dishonest(engine), verifier(), Clock.systemUTC(), duration -> {})
                    .with(reuse)
                    .run(plan(), (position, total, result) -> {});
        }
    }

    public FileResult runOne() throws Exception {
        return run().get(0);
    }

    /** Whom a package has to name as its publisher. */
    public String publisher() throws Exception {
        try (Engine engine = JsignEngine.open(identity(), options(), SampleAzure.settings())) {
            return engine.certificate().orElseThrow().getSubjectX500Principal().toString();
        }
    }

    public Verdict verdict(Path file, FileFormat format) throws Exception {
        return verifier().verify(file, format);
    }

    private Verifier verifier() throws Exception {
        return new AuthenticodeVerifier(
                policy(), TrustAnchors.load(List.of(identity.resolve("root.pem"))), Clock.systemUTC());
    }

    private Identity identity() {
        return new TestCertificateIdentity(identity);
    }

    private Policy policy() {
        return new Policy(
                Optional.empty(), Optional.empty(), false, List.of(identity.resolve("root.pem")), Optional.empty());
    }

    private SignatureOptions options() {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(true, List.of(), 1, Duration.ofSeconds(1), Duration.ofSeconds(9)),
                existingSignature);
    }

    private SigningPlan plan() {
        return new SigningPlan(files, identity(), "embedded", options(), policy(), work, 1);
    }

    /** Signs like the embedded engine, and does what it is told before and after. */
    private final class Dishonest implements Engine {
        private final Engine honest;

        Dishonest(Engine honest) {
            this.honest = honest;
        }

        @Override
        public String name() {
            return honest.name();
        }

        @Override
        public Optional<X509Certificate> certificate() {
            return honest.certificate();
        }

        @Override
        public int batchSize() {
            return honest.batchSize();
        }

        @Override
        public List<Attempt> sign(List<Task> batch) throws InterruptedException {
            try {
                before.with(batch.get(0).file());
                List<Attempt> attempts = honest.sign(batch);
                after.with(batch.get(0).file());
                return attempts;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }
}
