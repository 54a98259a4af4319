package io.github.authenticode.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.cloud.key.RemoteKey;
import io.github.authenticode.cloud.key.SignatureLedger;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.service.ServiceKey;
import io.github.authenticode.engine.embedded.timestamp.TimestampClient;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.run.SampleProblem;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteKeysTest {
    private static Issued today;
    private static Issued tomorrow;

    @TempDir
    Path folder;

    private final Service service = new Service();
    private final DeduplicatingKey key = new DeduplicatingKey(service, new SignatureLedger());

    @BeforeAll
    static void makeKeys() throws Exception {
        Issued issuer = Issued.root("CN=Root").intermediate("CN=Issuer");
        today = issuer.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
        tomorrow = issuer.signer(SampleFiles.PUBLISHER, Issued.keys("RSA", 2048));
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsSignedFarAway(FileFormat format) throws Exception {
        Path file = sample(format, "a");

        assertThat(sign(file, format)).isEqualTo(new Attempt.Done(List.of("operation-" + costs(format))));

        assertThat(service.asked).isEqualTo(costs(format));
        assertThat(key.reused()).isZero();
        assertThat(Judged.signatures(file, format))
                .singleElement()
                .satisfies(s -> assertThat(s.certificates()).containsExactly("CN=Issuer", "CN=Sample Publisher"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NUGET")
    void identicalFilesCostOneSignature(FileFormat format) throws Exception {
        Path original = sample(format, "a");
        Path copy =
                Files.copy(original, folder.resolve("b." + format.extensions().get(0)));

        Attempt first = sign(original, format);
        assertThat(first).isEqualTo(new Attempt.Done(List.of("operation-" + costs(format))));
        assertThat(sign(copy, format)).isEqualTo(first);

        assertThat(service.asked).isEqualTo(costs(format));
        assertThat(key.reused()).isEqualTo(1);
        assertThat(copy).hasSameBinaryContentAs(original);
    }

    @ParameterizedTest
    @EnumSource
    void certificateRenewedInTheMiddleOfASetCostsNoFile(FileFormat format) throws Exception {
        sign(Files.writeString(folder.resolve("first.js"), "var first = 1;\r\n"), FileFormat.JSCRIPT);
        service.signer = tomorrow;
        Path file = sample(format, "second");

        assertThat(sign(file, format)).isInstanceOf(Attempt.Done.class);

        assertThat(Judged.signatures(file, format))
                .singleElement()
                .satisfies(s -> assertThat(s.signedBy(tomorrow)).isTrue());
        // One a file; a NuGet package has the certificate among what is signed, so it costs one more.
        assertThat(service.asked).isEqualTo(format == FileFormat.NUGET ? 3 : 2);
    }

    @Test
    void certificateIsNotLearntASecondTime() throws Exception {
        sign(sample(FileFormat.PE, "a"), FileFormat.PE);

        assertThat(sign(sample(FileFormat.APPX, "b"), FileFormat.APPX))
                .isEqualTo(new Attempt.Done(List.of("operation-2")));
        assertThat(service.asked).isEqualTo(2);
    }

    @Test
    void fileThatHasNoTimestampYetIsNotSignedASecondTime() throws Exception {
        Path file = sample(FileFormat.PE, "a");
        List<Integer> queries = new ArrayList<>();
        TimestampClient broken =
                new TimestampClient(options(true).timestamping(), List.of(URI.create("test:tsa")), (uri, query) -> {
                    queries.add(query.length);
                    throw new IOException("HTTP 503");
                });
        JsignEngine engine = new JsignEngine(
                new RemoteKeys(new ServiceKey(key, service::asked, "build-1", () -> {})),
                options(true),
                Optional.of(broken));

        assertThat(sign(engine, file, FileFormat.PE)).isInstanceOf(Attempt.Failed.class);
        assertThat(sign(engine, file, FileFormat.PE)).isInstanceOf(Attempt.Failed.class);

        assertThat(queries).hasSize(2);
        assertThat(service.asked).isEqualTo(1);
    }

    @Test
    void serviceThatRefusesForGoodIsAskedOnce() throws Exception {
        service.refusal =
                Optional.of(new CloudException(SampleProblem.of("forbidden", "No role.", "Assign it."), false));
        JsignEngine engine = engine();

        Attempt first = sign(engine, sample(FileFormat.PE, "a"), FileFormat.PE);
        Attempt second = sign(engine, sample(FileFormat.MSI, "b"), FileFormat.MSI);

        assertThat(first).isEqualTo(new Attempt.Failed(SampleProblem.of("forbidden", "No role.", "Assign it."), false));
        assertThat(second).isEqualTo(first);
        assertThat(service.asked).isEqualTo(1);
    }

    @Test
    void serviceThatIsBusyIsAskedForTheNextFile() throws Exception {
        service.refusal = Optional.of(new CloudException(SampleProblem.of("busy", "Too busy.", "Wait."), true));
        JsignEngine engine = engine();
        assertThat(sign(engine, sample(FileFormat.PE, "a"), FileFormat.PE))
                .isEqualTo(new Attempt.Failed(SampleProblem.of("busy", "Too busy.", "Wait."), true));

        service.refusal = Optional.empty();

        assertThat(sign(engine, sample(FileFormat.PE, "b"), FileFormat.PE)).isInstanceOf(Attempt.Done.class);
    }

    @Test
    void refusalOfOneFileIsItsProblem() throws Exception {
        JsignEngine engine = engine();
        sign(engine, sample(FileFormat.PE, "a"), FileFormat.PE);
        Path file = sample(FileFormat.MSI, "b");
        service.refusal =
                Optional.of(new CloudException(SampleProblem.of("forbidden", "No role.", "Assign it."), false));

        assertThat(sign(engine, file, FileFormat.MSI))
                .isEqualTo(new Attempt.Failed(SampleProblem.of("forbidden", "No role.", "Assign it."), false));
        assertThat(Judged.signatures(file, FileFormat.MSI)).isEmpty();
    }

    @Test
    void wrongSignatureNeverReachesAFile() throws Exception {
        JsignEngine engine = engine();
        sign(engine, sample(FileFormat.PE, "a"), FileFormat.PE);
        service.signingKey = Optional.of(tomorrow.key());
        Path file = sample(FileFormat.MSI, "b");

        assertThat(sign(engine, file, FileFormat.MSI)).isInstanceOf(Attempt.Failed.class);

        assertThat(Judged.signatures(file, FileFormat.MSI)).isEmpty();
    }

    @Test
    void everyDigestIsSignedAsItIs() throws Exception {
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            Path file = sample(FileFormat.PE, digest.name());
            SignatureOptions options = new SignatureOptions(
                    digest, Optional.empty(), Optional.empty(), timestamping(false), ExistingSignature.REPLACE);

            sign(
                    new JsignEngine(
                            new RemoteKeys(new ServiceKey(key, service::asked, "build-1", () -> {})),
                            options,
                            Optional.empty()),
                    file,
                    FileFormat.PE);

            assertThat(Judged.signatures(file, FileFormat.PE).get(0).digestAlgorithm())
                    .isEqualTo(digest.oid());
        }
    }

    /** What the first file of a build costs: one more where the certificate has to be known beforehand. */
    private static int costs(FileFormat format) {
        return format == FileFormat.APPX || format == FileFormat.NUGET ? 2 : 1;
    }

    private Path sample(FileFormat format, String name) throws Exception {
        return SampleFiles.write(
                format, folder, name + "." + format.extensions().get(0));
    }

    private Attempt sign(Path file, FileFormat format) throws Exception {
        return sign(engine(), file, format);
    }

    private JsignEngine engine() {
        return new JsignEngine(
                new RemoteKeys(new ServiceKey(key, service::asked, "build-1", () -> {})),
                options(false),
                Optional.empty());
    }

    private static Attempt sign(JsignEngine engine, Path file, FileFormat format) throws Exception {
        return engine.sign(List.of(new Engine.Task(file, format, 1))).get(0);
    }

    private static SignatureOptions options(boolean timestamped) {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                timestamping(timestamped),
                ExistingSignature.REPLACE);
    }

    private static Timestamping timestamping(boolean enabled) {
        return new Timestamping(enabled, List.of(), 1, Duration.ofMillis(1), Duration.ofSeconds(10));
    }

    /** Signs as the service does: digests, with the certificate of the day. */
    private static final class Service implements RemoteKey {
        private Issued signer = today;
        private Optional<PrivateKey> signingKey = Optional.empty();
        private Optional<CloudException> refusal = Optional.empty();
        private int asked;

        private int asked() {
            return asked;
        }

        @Override
        public SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException {
            asked++;
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return new SignedDigest(
                    signature(signingKey.orElse(signer.key()), algorithm, digest),
                    signer.chain(),
                    "operation-" + asked);
        }

        private static byte[] signature(PrivateKey key, DigestAlgorithm algorithm, byte[] digest) {
            try {
                ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(algorithm.oid());
                Signature rsa = Signature.getInstance("NONEwithRSA");
                rsa.initSign(key);
                rsa.update(new DigestInfo(new AlgorithmIdentifier(oid, DERNull.INSTANCE), digest).getEncoded());
                return rsa.sign();
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
