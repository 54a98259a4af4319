package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.engine.ServiceUse;
import io.github.authenticode.engine.embedded.FileKeys.FileKey;
import io.github.authenticode.engine.embedded.format.FormatSuitability;
import io.github.authenticode.engine.embedded.format.SignableFile;
import io.github.authenticode.engine.embedded.keys.KeySource;
import io.github.authenticode.engine.embedded.service.SigningServices;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.HttpTransport;
import io.github.authenticode.engine.embedded.timestamp.JsignTimestamper;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jsign.AuthenticodeSigner;
import net.jsign.DigestAlgorithm;
import net.jsign.Signable;

/**
 * The engine that signs inside this JVM, on any operating system, with jsign. jsign's defaults are not signtool's: it
 * appends a second signature, and timestamps in the legacy way at an authority of its own choice; all of them are set
 * here (net.jsign.AuthenticodeSigner, 7.4).
 *
 * <p>Each call has an AuthenticodeSigner of its own; what they share, key, chain and timestamp client, is immutable or
 * safe for several threads.
 */
public final class JsignEngine implements Engine {
    static final String NAME = "embedded";

    private static final int FOR_EACH_PROCESSOR = 4;
    private static final int MOST_FOR_LOCAL_KEYS = 16;
    /**
     * More than a service signs at a time: it is never idle while others are hashed, timestamped, verified and put in
     * place.
     */
    private static final int FOR_SERVICES = ServicePace.MOST * 3 / 2;

    private static final URI IN_PROCESS = URI.create("test-certificate:timestamp");

    private final FileKeys keys;
    private final SignatureOptions options;
    private final Optional<TimestampClient> timestamps;

    public JsignEngine(KeySource source, SignatureOptions options, Optional<TimestampClient> timestamps) {
        this(FileKeys.local(source), options, timestamps);
    }

    public JsignEngine(FileKeys keys, SignatureOptions options, Optional<TimestampClient> timestamps) {
        this.keys = keys;
        this.options = options;
        this.timestamps = timestamps;
    }

    /**
     * Opens the key of the identity, once.
     *
     * @throws ProblemException if there is no key to sign with, or no authority to ask for timestamps
     */
    public static JsignEngine open(Identity identity, SignatureOptions options, CloudSettings cloud)
            throws ProblemException, InterruptedException {
        Timestamping settings = options.timestamping();
        if (identity instanceof TestCertificateIdentity test) {
            TestAuthority authority = TestAuthority.open(test.folder(), cloud.clock());
            return new JsignEngine(
                    authority.signer(),
                    options,
                    settings.urls().isEmpty() ? inProcess(settings, authority) : overHttp(settings, cloud));
        }
        return open(
                () -> identity.isService()
                        ? new RemoteKeys(new SigningServices(cloud).open(identity, options.digest()))
                        : FileKeys.local(KeySource.open((KeystoreIdentity) identity)),
                options,
                cloud);
    }

    /** Source of keys that are opened only when it is known that timestamps can be had. */
    interface KeyOpening {
        FileKeys open() throws ProblemException, InterruptedException;
    }

    static JsignEngine open(KeyOpening opening, SignatureOptions options, CloudSettings cloud)
            throws ProblemException, InterruptedException {
        Timestamping settings = options.timestamping();
        if (settings.enabled() && settings.urls().isEmpty()) {
            throw new ProblemException(Problem.of(
                    NetworkProblem.TIMESTAMP_URL,
                    "No timestamp authority is given.",
                    "Name the one of your certificate's issuer in <timestamp>."));
        }
        Optional<TimestampClient> timestamps = overHttp(settings, cloud);
        try {
            return new JsignEngine(opening.open(), options, timestamps);
        } catch (ProblemException | InterruptedException | RuntimeException e) {
            timestamps.ifPresent(TimestampClient::close);
            throw e;
        }
    }

    private static Optional<TimestampClient> overHttp(Timestamping settings, CloudSettings cloud) {
        return settings.enabled()
                ? Optional.of(new TimestampClient(
                        settings,
                        settings.urls(),
                        new HttpTransport(settings.timeout(), cloud.proxies(), cloud.clock()),
                        cloud.memory()))
                : Optional.empty();
    }

    private static Optional<TimestampClient> inProcess(Timestamping settings, TestAuthority authority) {
        return settings.enabled()
                ? Optional.of(new TimestampClient(
                        settings, List.of(IN_PROCESS), (nowhere, query) -> authority.respond(query)))
                : Optional.empty();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return keys.certificate();
    }

    @Override
    public Optional<ServiceUse> serviceUse() {
        return keys.serviceUse();
    }

    @Override
    public List<X509Certificate> chain() {
        return keys.chain();
    }

    @Override
    public int batchSize() {
        return 1;
    }

    /**
     * A file waits for the service, for its timestamp and for the disk most of the time, so that there is work for more
     * of them than there are processors.
     */
    @Override
    public Parallelism parallelism() {
        return Parallelism.of(
                keys.areRemote() ? FOR_SERVICES : localKeys(Runtime.getRuntime().availableProcessors()));
    }

    /** How many files at a time suit a key in this JVM. */
    static int localKeys(int processors) {
        return Math.min(MOST_FOR_LOCAL_KEYS, FOR_EACH_PROCESSOR * processors);
    }

    @Override
    public List<Attempt> sign(List<Task> batch) throws InterruptedException {
        List<Attempt> attempts = new ArrayList<>();
        for (Task task : batch) {
            attempts.add(attempt(task));
        }
        return attempts;
    }

    /**
     * A hostile file can make a parser overflow the stack or the heap: that is a failure of this file, not of the run.
     */
    private Attempt attempt(Task task) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return new Attempt.Done(signed(task));
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(e);
                throw interrupted;
            }
            return SigningFailure.of(task, e);
        }
    }

    /**
     * The operations of a service that it took. A certificate that was renewed on the way costs a second try, no file.
     */
    private List<String> signed(Task task) throws Exception {
        try {
            return signed(task, keys.take(task.format()));
        } catch (Exception e) {
            RenewedException renewed =
                    ExceptionText.cause(e, RenewedException.class).orElseThrow(() -> e);
            return signed(task, keys.takeAfter(renewed));
        }
    }

    private List<String> signed(Task task, FileKey key) throws Exception {
        SignableFile.prepare(task, options.digest(), !options.appends(task.foreign()));
        try (Signable file = SignableFile.open(task)) {
            sign(file, task, key);
        }
        SignableFile.finish(task);
        return key.operations();
    }

    private void sign(Signable file, Task task, FileKey key) throws Exception {
        boolean replace = !options.appends(task.foreign());
        FormatSuitability.require(file, task, key.certificate());
        if (!replace) {
            FormatSuitability.requireRoomForAnother(file, task, options.digest());
        }
        signer(replace, key).sign(file);
    }

    private AuthenticodeSigner signer(boolean replace, FileKey key) {
        AuthenticodeSigner signer = new AuthenticodeSigner(key.chain(), key.key())
                .withDigestAlgorithm(DigestAlgorithm.valueOf(options.digest().name()))
                .withSignaturesReplaced(replace)
                .withTimestamping(timestamps.isPresent());
        key.provider().ifPresent(signer::withSignatureProvider);
        timestamps.ifPresent(client -> signer.withTimestamper(new JsignTimestamper(client, options.digest())));
        options.description().ifPresent(signer::withProgramName);
        options.url().ifPresent(url -> signer.withProgramURL(url.toString()));
        return signer;
    }

    @Override
    public void close() {
        keys.close();
        timestamps.ifPresent(TimestampClient::close);
    }
}
