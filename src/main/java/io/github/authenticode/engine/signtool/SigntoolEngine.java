package io.github.authenticode.engine.signtool;

import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.DlibProblem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.engine.businesscentral.NavSip;
import io.github.authenticode.engine.signtool.SigntoolCommands.DlibFiles;
import io.github.authenticode.engine.signtool.dlib.DlibCheck;
import io.github.authenticode.engine.signtool.dlib.DlibLocator;
import io.github.authenticode.engine.signtool.dlib.MetadataFile;
import io.github.authenticode.engine.signtool.locate.LocatedSigntool;
import io.github.authenticode.engine.signtool.locate.SigntoolLocator;
import io.github.authenticode.engine.tool.CallBatches;
import io.github.authenticode.engine.tool.ToolAuthorities;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.engine.tool.digicert.StoreName;
import io.github.authenticode.engine.tool.digicert.WindowsKey;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.windows.WindowsCommandLine;
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
 * The engine that signs with Microsoft's signtool.exe: it finds it, looks at everything that it would stay silent
 * about, and calls it with many files at a time.
 */
public final class SigntoolEngine implements Engine {
    static final String NAME = "signtool";

    /** What a path of a staged copy is guessed to be long, to say how many files fill a call. */
    private static final int TYPICAL_PATH = 100;

    private final SigntoolCommands signtool;
    private final ToolAuthorities authorities;
    private final SigntoolCall call;
    private final SigntoolSettings settings;
    private final Optional<X509Certificate> certificate;
    private final Optional<MetadataFile> metadata;
    private final Parallelism parallelism;
    private final NavSip navSip;

    private SigntoolEngine(
            SigntoolCommands signtool,
            ToolAuthorities authorities,
            SigntoolCall call,
            SigntoolSettings settings,
            Optional<X509Certificate> certificate,
            Optional<MetadataFile> metadata,
            Parallelism parallelism,
            NavSip navSip) {
        this.signtool = signtool;
        this.authorities = authorities;
        this.call = call;
        this.settings = settings;
        this.certificate = certificate;
        this.metadata = metadata;
        this.parallelism = parallelism;
        this.navSip = navSip;
    }

    /**
     * The means that a run of signtool needs beside the plan.
     *
     * @param authorities what the build knows of each timestamp authority
     * @param assertions what a federated credential hands to the client library
     * @param digiCert what tells of a key pair of DigiCert's
     */
    public record Means(
            SigntoolSettings settings,
            Function<URI, TimestampAuthority> authorities,
            Assertions assertions,
            Function<Machine, DigiCertPrograms> digiCert) {}

    /**
     * Makes everything ready for {@link #sign}.
     *
     * @param means how signtool is to be called, and what the build knows of timestamp authorities
     * @throws ProblemException with everything that is wrong with the options, or with signtool and the client library
     */
    public static SigntoolEngine open(Identity identity, SignatureOptions options, Means means, Machine host)
            throws ProblemException, InterruptedException {
        SigntoolSettings settings = means.settings();
        refuse(SigntoolCheck.problems(identity, options, settings));
        Identity key = named(identity, means.digiCert().apply(host));
        boolean needsDlib = identity instanceof ArtifactSigningIdentity;
        LocatedSigntool tool = new SigntoolLocator(host, needsDlib).locate(settings.executable());
        Optional<MetadataFile> metadata = Optional.empty();
        Optional<DlibFiles> dlib = Optional.empty();
        if (identity instanceof ArtifactSigningIdentity signing) {
            Path library = new DlibLocator(host).locate(settings.dlib(), tool.architecture());
            refuse(DlibCheck.problems(library, tool, host));
            MetadataFile file = MetadataFile.write(signing, host.workFolder());
            metadata = Optional.of(file);
            dlib = Optional.of(new DlibFiles(library, file.path()));
        }
        SigntoolCommands signtool = new SigntoolCommands(key, options, settings, dlib);
        SigntoolCall call = new SigntoolCall(tool, identity, settings, host, means.assertions());
        return new SigntoolEngine(
                signtool,
                new ToolAuthorities(options.timestamping(), means.authorities()),
                call,
                settings,
                KnownCertificate.of(key),
                metadata,
                parallelism(identity),
                NavSip.lookedFor(host, tool.architecture()));
    }

    /** The key as signtool can name it. */
    private static Identity named(Identity identity, DigiCertPrograms programs)
            throws ProblemException, InterruptedException {
        if (identity instanceof KeyLockerIdentity pair) {
            return WindowsKey.of(pair, programs);
        }
        return identity instanceof StoreCertificateIdentity certificate
                ? StoreName.resolved(certificate, programs)
                : identity;
    }

    static Parallelism parallelism(Identity identity) {
        boolean alone = identity instanceof ArtifactSigningIdentity || identity instanceof KeystoreIdentity;
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
     * One call at a time: calls with a PFX file spoil each other's key store (electron-userland/electron-builder#9920),
     * and Azure's client library is reported to fail in parallel (velopack/velopack#142). Of other keys nothing is
     * known, so that is up to the user.
     */
    @Override
    public Parallelism parallelism() {
        return parallelism;
    }

    @Override
    public List<Attempt> sign(List<Task> batch) throws InterruptedException {
        Map<Line, List<Task>> byLine = new LinkedHashMap<>();
        for (Task task : batch) {
            byLine.computeIfAbsent(new Line(authorities.at(task.attempt()), task.foreign()), a -> new ArrayList<>())
                    .add(task);
        }
        Map<Task, Attempt> attempts = new LinkedHashMap<>();
        for (Map.Entry<Line, List<Task>> group : byLine.entrySet()) {
            List<String> options = group.getKey().of(signtool, List.of());
            int length = WindowsCommandLine.length(Stream.concat(Stream.of(call.executable()), options.stream())
                    .toList());
            for (List<Task> part : CallBatches.split(group.getValue(), Task::file, settings.batch(), length)) {
                sign(part, group.getKey(), attempts);
                group.getKey()
                        .authority()
                        .ifPresent(authority -> authorities.told(
                                authority, part.stream().map(attempts::get).toList()));
            }
        }
        return batch.stream().map(attempts::get).toList();
    }

    /** The part that the command lines of some files have in common. */
    private record Line(Optional<URI> authority, boolean foreign) {
        List<String> of(SigntoolCommands signtool, List<Path> files) {
            return signtool.sign(files, authority, foreign);
        }
    }

    /** Calls signtool, and again for the files that it never came to because it died on an earlier one. */
    private void sign(List<Task> tasks, Line line, Map<Task, Attempt> attempts) throws InterruptedException {
        List<Task> waiting = tasks;
        boolean anotherCall = true;
        while (!waiting.isEmpty()) {
            List<Path> files = waiting.stream().map(Task::file).toList();
            SigntoolCall.Outcome outcome = call.sign(line.of(signtool, files), files);
            int unseen = anotherCall ? outcome.firstUnseen() : waiting.size();
            for (int i = 0; i < unseen; i++) {
                Task task = waiting.get(i);
                attempts.put(
                        task,
                        outcome.files()
                                .get(i)
                                .explained(problem -> navSip.explain(task.format(), problem))
                                .attempt());
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
                                DlibProblem.METADATA_LEFT_BEHIND,
                                "The file " + metadata.get().path() + ", which names the Artifact Signing account and"
                                        + " profile and holds no secret, could not be deleted.",
                                "Delete its folder, and end what holds the file open.")
                        .withEvidence(String.valueOf(e)));
            }
        }
    }
}
