package io.github.authenticode.run.signer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import io.github.authenticode.run.Bench;
import io.github.authenticode.run.reuse.ReuseOptions;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateOutlookTest {
    private static final Identity KEYSTORE = new KeystoreIdentity(
            Path.of("key.p12"),
            KeystoreType.PKCS12,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static TestPki pki;
    private static TestEntity signer;

    @BeforeAll
    static void certificates() throws Exception {
        pki = TestPki.create();
        signer = pki.certificate("CN=Example Ltd")
                .keys(TestCertificate.keyPair("RSA", 2048))
                .validity("2026-01-01T00:00:00Z", "2026-06-30T12:00:00Z")
                .make();
    }

    @Test
    void nothingIsSaidOfARsaCertificateWithItsIssuersThatIsValidForLongerThanThirtyDays() {
        assertThat(warnings(KEYSTORE, signer, signer.chain(), "2026-05-31T12:00:00Z"))
                .isEmpty();
    }

    @Test
    void theEndIsSaidFromThirtyDaysAhead() {
        assertThat(warnings(KEYSTORE, signer, signer.chain(), "2026-05-31T12:00:01Z"))
                .containsExactly(
                        "The signing certificate \"CN=Example Ltd\" expires on 2026-06-30T12:00:00Z, in 29 days."
                                + " Renew it before: nothing can be signed with it then, and only signatures with a timestamp"
                                + " outlive it.");
        assertThat(warnings(KEYSTORE, signer, signer.chain(), "2026-06-29T11:00:00Z"))
                .singleElement()
                .asString()
                .contains(", in 1 day.");
        assertThat(warnings(KEYSTORE, signer, signer.chain(), "2026-06-30T11:00:00Z"))
                .singleElement()
                .asString()
                .contains(", in less than a day.");
    }

    @Test
    void anEcdsaCertificateIsNoneForSmartAppControl() throws Exception {
        TestEntity elliptic = pki.certificate("CN=Curve Ltd").make();

        assertThat(warnings(KEYSTORE, elliptic, elliptic.chain(), "2026-06-15T12:00:00Z"))
                .containsExactly(
                        "The signing certificate \"CN=Curve Ltd\" has an ECDSA key. Smart App Control of Windows"
                                + " accepts RSA signatures alone, and may block programs that this certificate signs. Sign them"
                                + " with an RSA certificate.");
    }

    @Test
    void aChainWithoutTheIssuerIsSaidWithTheCureOfTheIdentity() {
        List<X509Certificate> alone = List.of(signer.certificate());
        String said = "Signatures hold the certificate \"CN=Example Ltd\" without its issuer \"CN=Test Issuer,O=Test"
                + " Authority,C=DE\", and Windows may not find that one. ";

        assertThat(warnings(KEYSTORE, signer, alone, "2026-03-01T00:00:00Z"))
                .containsExactly(said + "Name a file with the intermediate certificates in <certificateFile>.");
        assertThat(warnings(vault(), signer, alone, "2026-03-01T00:00:00Z"))
                .containsExactly(said + "Name a file with the intermediate certificates in <chainFile>.");
        assertThat(warnings(store(), signer, alone, "2026-03-01T00:00:00Z"))
                .containsExactly(said + "Import the intermediate certificates into Windows' store of intermediate"
                        + " authorities: certutil -user -addstore CA FILE.");
    }

    @Test
    void aProgramThatCompletesTheChainItselfIsNotWarnedOfIt() {
        assertThat(warnings(KEYSTORE, signer, List.of(), "2026-03-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void aRunSaysItOnceHoweverManyFilesItHas(@TempDir Path folder) throws Exception {
        Bench bench = new Bench(folder);
        bench.identity = KEYSTORE;
        bench.clock = Clock.fixed(Instant.parse("2026-06-25T12:00:00Z"), ZoneOffset.UTC);
        bench.engine.withCertificate(signer.certificate());
        bench.reuse = ReuseOptions.NONE.telling(bench.runLog());
        bench.add("a.exe", "a");
        bench.add("b.exe", "b");

        assertThat(bench.run()).hasSize(2);
        assertThat(bench.warnings)
                .containsExactly(
                        "The signing certificate \"CN=Example Ltd\" expires on 2026-06-30T12:00:00Z, in 5 days."
                                + " Renew it before: nothing can be signed with it then, and only signatures with a timestamp"
                                + " outlive it.");
    }

    @Test
    void nothingIsSaidOfATestCertificate() throws Exception {
        TestEntity elliptic = pki.certificate("CN=Throwaway").make();

        assertThat(warnings(
                        new TestCertificateIdentity(Path.of("folder")),
                        elliptic,
                        List.of(elliptic.certificate()),
                        "2026-12-30T00:00:00Z"))
                .isEmpty();
    }

    private static List<String> warnings(
            Identity identity, TestEntity entity, List<X509Certificate> chain, String now) {
        return CertificateOutlook.warnings(identity, new KnownSigner(entity.certificate(), chain), Instant.parse(now));
    }

    private static Identity vault() {
        return new KeyVaultIdentity(
                URI.create("https://example.vault.azure.net"),
                "signing",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Identity store() {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private record KnownSigner(X509Certificate signer, List<X509Certificate> chain) implements Engine {
        @Override
        public String name() {
            return "known";
        }

        @Override
        public Optional<X509Certificate> certificate() {
            return Optional.of(signer);
        }

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public List<Attempt> sign(List<Task> batch) {
            throw new AssertionError("Nothing is signed here");
        }

        @Override
        public void close() {}
    }
}
