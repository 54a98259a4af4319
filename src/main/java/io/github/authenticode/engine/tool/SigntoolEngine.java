package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.TimestampAuthority;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.engine.tool.Signtool.DlibFiles;
import io.github.authenticode.plan.Identity;
import io.github.authenticode.plan.Identity.ArtifactSigning;
import io.github.authenticode.plan.SignatureOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Signs with Microsoft's signtool.exe: finds it, looks at everything that it would stay silent about, and calls it with many
 * files at a time.
 */
public final class SigntoolEngine implements Engine {
    static final String NAME = "signtool";

    /** What a path of a staged copy is guessed to be long, to say how many files fill a call. */
    private static final int TYPICAL_PATH = 100;

    private final Signtool signtool;
    private final ToolAuthorities authorities;
    private final SigntoolCall call;
    private final SigntoolSettings settings;
    private final Optional<X509Certificate> certificate;
    private final Optional<MetadataFile> metadata;
    private final Parallelism parallelism;

    private SigntoolEngine(
            Signtool signtool,
            ToolAuthorities authorities,
            SigntoolCall call,
            SigntoolSettings settings,
            Optional<X509Certificate> certificate,
            Optional<MetadataFile> metadata,
            Parallelism parallelism) {
        this.signtool = signtool;
        this.authorities = authorities;
        this.call = call;
        this.settings = settings;
        this.certificate = certificate;
        this.metadata = metadata;
        this.parallelism = parallelism;
    }

    /** @param authorities what the build knows of each timestamp authority */
    public record Means(SigntoolSettings settings, Function<URI, TimestampAuthority> authorities) {}

    /**
     * Makes everything ready for {@link #sign}.
     *
     * @param means how signtool is to be called, and what the build knows of timestamp authorities
     * @throws ProblemException with everything that is wrong with the options, or with signtool and the client library
     */
    public static SigntoolEngine open(Identity identity, SignatureOptions options, Means means, Host host)
            throws ProblemException, InterruptedException {
        SigntoolSettings settings = means.settings();
        refuse(SigntoolCheck.problems(identity, options, settings));
        boolean needsDlib = identity instanceof ArtifactSigning;
        LocatedTool tool = new ToolLocator(host, needsDlib).locate(settings.executable());
        Optional<MetadataFile> metadata = Optional.empty();
        Optional<DlibFiles> dlib = Optional.empty();
        if (identity instanceof ArtifactSigning signing) {
            Path library = new DlibLocator(host).locate(settings.dlib(), tool.architecture());
            refuse(DlibCheck.problems(library, tool, host));
            MetadataFile file = MetadataFile.write(signing, host.workFolder());
            metadata = Optional.of(file);
            dlib = Optional.of(new DlibFiles(library, file.path()));
        }
        Signtool signtool = new Signtool(identity, options, settings, dlib);
        SigntoolCall call = new SigntoolCall(tool, identity, settings, host);
        return new SigntoolEngine(
                signtool,
                new ToolAuthorities(options.timestamping(), means.authorities()),
                call,
                settings,
                KnownCertificate.of(identity),
                metadata,
                parallelism(identity));
    }

    static Parallelism parallelism(Identity identity) {
        boolean alone = identity instanceof ArtifactSigning || identity instanceof Identity.Keystore;
        return alone ? Parallelism.NONE : Parallelism.of(1);
    }

    private static void refuse(List<Problem> problems) throws ProblemException {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String recipe() {
        return List.of(settings.additionalCertificate(), settings.pageHashes(), settings.extraArguments())
                .toString();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return certificate;
    }

    @Override
    public int batchSize() {
        return Math.max(1, settings.batch() / TYPICAL_PATH);
    }

    /**
     * One call at a time: calls with a PFX file spoil each other's key store (electron-userland/electron-builder#9920), and
     * Azure's client library is reported to fail in parallel (velopack/velopack#142). Of other keys nothing is known, so that
     * is up to the user.
     */
    @Override
    public Parallelism parallelism() {
        return parallelism;
    }

    @Override
    public List<Attempt> sign(List<Task> batch) throws InterruptedException {
        Map<Optional<URI>, List<Task>> byAuthority = new LinkedHashMap<>();
        for (Task task : batch) {
            byAuthority
                    .computeIfAbsent(authorities.at(task.attempt()), a -> new ArrayList<>())
                    .add(task);
        }
        Map<Task, Attempt> attempts = new LinkedHashMap<>();
        for (Map.Entry<Optional<URI>, List<Task>> group : byAuthority.entrySet()) {
            List<String> options = signtool.sign(List.of(), group.getKey());
            int length = WindowsCommandLine.length(Stream.concat(Stream.of(call.executable()), options.stream())
                    .toList());
            for (List<Task> part : Batches.split(group.getValue(), Task::file, settings.batch(), length)) {
                sign(part, group.getKey(), attempts);
                group.getKey()
                        .ifPresent(authority -> authorities.told(
                                authority, part.stream().map(attempts::get).toList()));
            }
        }
        return batch.stream().map(attempts::get).toList();
    }

    /** Calls signtool, and again for the files that it never came to because it died on an earlier one. */
    private void sign(List<Task> tasks, Optional<URI> authority, Map<Task, Attempt> attempts)
            throws InterruptedException {
        List<Task> waiting = tasks;
        boolean anotherCall = true;
        while (!waiting.isEmpty()) {
            List<Path> files = waiting.stream().map(Task::file).toList();
            SigntoolCall.Outcome outcome = call.sign(signtool.sign(files, authority), files);
            int unseen = anotherCall ? outcome.firstUnseen() : waiting.size();
            for (int i = 0; i < unseen; i++) {
                attempts.put(waiting.get(i), outcome.files().get(i).attempt());
            }
            anotherCall = outcome.progressed();
            waiting = waiting.subList(unseen, waiting.size());
        }
    }

    @Override
    public void close() throws ProblemException {
        if (metadata.isPresent()) {
            try {
                metadata.get().close();
            } catch (IOException e) {
                throw new ProblemException(Problem.of(
                                "metadata-left-behind",
                                "The file " + metadata.get().path() + ", which names the Artifact Signing account and"
                                        + " profile and holds no secret, could not be deleted.",
                                "Delete its folder, and end what holds the file open.")
                        .withEvidence(String.valueOf(e)));
            }
        }
    }
}
