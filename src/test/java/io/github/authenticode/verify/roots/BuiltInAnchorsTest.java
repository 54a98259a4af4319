package io.github.authenticode.verify.roots;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An anchor that is known by its facts: name, key and thumbprint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInAnchorsTest {
    private TestPki pki;
    private AnchorInfo info;
    private Judging judging;

    @BeforeAll
    void pinTheTestRoot() throws GeneralSecurityException {
        pki = TestPki.create();
        X509Certificate root = pki.root().certificate();
        Anchor anchor = new Anchor(
                root.getSubjectX500Principal(),
                root.getPublicKey(),
                Optional.empty(),
                CertificateInfo.sha256(root),
                BuiltInAnchors.NAME);
        info = anchor.info();
        judging = Judging.trusting(
                new RootSource(BuiltInAnchors.NAME, List.of(anchor), EnumSet.allOf(Purpose.class), ""));
    }

    private TestCms signature(TestEntity signer, TestEntity... along) {
        return Judging.signature(signer)
                .certificates(
                        List.of(along).stream().map(TestEntity::certificate).toList());
    }

    private SignatureVerdict only(TestCms signature) throws GeneralSecurityException {
        Verdict verdict = judging.judge(signature.encoded());
        assertThat(Judging.findings(verdict)).isEmpty();
        return verdict.signatures().get(0);
    }

    private static Anchor named(String commonName) {
        return BuiltInAnchors.read().stream()
                .flatMap(source -> source.anchors().stream())
                .filter(a -> Names.of(a.subject()).equals(commonName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rootIsTheOneOfMicrosoftsList() throws GeneralSecurityException {
        assertThat(named("Microsoft Identity Verification Root Certificate Authority 2020"))
                .satisfies(anchor -> {
                    assertThat(anchor.info())
                            .isEqualTo(new AnchorInfo(
                                    "CN=Microsoft Identity Verification Root Certificate Authority 2020,"
                                            + "O=Microsoft Corporation,C=US",
                                    "5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270",
                                    "built-in anchors"));
                    assertThat(HexFormat.of()
                                    .withUpperCase()
                                    .formatHex(MessageDigest.getInstance("SHA-256")
                                            .digest(anchor.key().getEncoded())))
                            .isEqualTo("DEDB13BCDE2375995A1C37BD68A7C4A82AF5CBB9C4DF821B62D5733009028F07");
                });
    }

    @Test
    void chainToItsKeyIsTrusted() throws GeneralSecurityException {
        SignatureVerdict verdict = only(signature(pki.signer(), pki.signer(), pki.intermediate()));

        assertThat(verdict.anchor()).contains(info);
        assertThat(verdict.chain())
                .extracting(CertificateInfo::subject)
                .last()
                .isEqualTo("CN=Test Issuer,O=Test Authority,C=DE");
    }

    @Test
    void rootThatTheSignatureBringsAlongEndsTheChain() throws GeneralSecurityException {
        SignatureVerdict verdict = only(signature(pki.signer(), pki.signer(), pki.intermediate(), pki.root()));

        assertThat(verdict.anchor()).contains(info);
        assertThat(verdict.chain())
                .extracting(CertificateInfo::subject)
                .last()
                .isEqualTo("CN=Test Root,O=Test Authority,C=DE");
    }

    @Test
    void timestampMayLeadToItToo() throws GeneralSecurityException {
        TestTimestamps timestamps = new TestTimestamps(pki.timestampAuthority(), TestPki.NOW);
        TestCms signature = signature(pki.signer(), pki.signer(), pki.intermediate())
                .unsigned(
                        TimestampAttributes.AUTHENTICODE,
                        v -> timestamps.token(v).build());

        assertThat(only(signature).timestamp().flatMap(TimestampInfo::anchor)).contains(info);
    }

    @Test
    void selfMadeRootOfTheSameNameIsRefused() throws GeneralSecurityException {
        TestPki impostor = TestPki.create();

        assertThat(judging.findings(
                        signature(impostor.signer(), impostor.signer(), impostor.intermediate(), impostor.root())))
                .containsExactly(
                        "CERT_E_UNTRUSTEDROOT The signature's certificate chain ends in \"Test Root\" (SHA-256 "
                                + CertificateInfo.sha256(impostor.root().certificate())
                                + "), which has the name of a trusted root and is another."
                                + " Do not trust it unless whom it names confirms that thumbprint.");
    }

    @Test
    void issuerOfTheSameNameAndAnotherKeyIsRefused() throws GeneralSecurityException {
        TestPki impostor = TestPki.create();

        assertThat(judging.findings(signature(impostor.signer(), impostor.signer(), impostor.intermediate())))
                .containsExactly("TRUST_E_CERT_SIGNATURE The signature's certificate chain is broken: \"Test Issuer\""
                        + " names \"Test Root\" as its issuer, but no key known under that name signed it.");
    }

    @Test
    void rulesOfTheChainHoldBelowItsKey() throws GeneralSecurityException {
        TestEntity noAuthority =
                TestCertificate.of("CN=No Authority").issuedBy(pki.root()).make();
        TestEntity signer =
                TestCertificate.of("CN=Signer").issuedBy(noAuthority).make();

        assertThat(judging.findings(signature(signer, signer, noAuthority)))
                .singleElement()
                .asString()
                .startsWith("CERT_E_WRONG_USAGE The signature's certificate chain is broken: the key usage of"
                        + " \"No Authority\" does not allow it to issue certificates (");
    }

    @Test
    void signerDirectlyBelowItIsJudgedToo() throws GeneralSecurityException {
        TestEntity signer = TestCertificate.of("CN=Signer").issuedBy(pki.root()).make();

        assertThat(only(signature(signer, signer)).chain()).hasSize(1);
    }

    @Test
    void rootThatWasWithdrawnCountsForWhatCameBefore() throws GeneralSecurityException {
        assertThat(findings("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).isEmpty();
        assertThat(findings("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"))
                .containsExactly("CERT_E_UNTRUSTEDROOT The signature's certificate chain leads to \"Test Root\", a root"
                        + " that Microsoft trusts for certificates issued before 2026-01-01; this one was issued on"
                        + " 2026-01-01T00:00:00Z.");
        assertThat(findings("2027-01-01T00:00:00Z", "2026-06-01T00:00:00Z"))
                .containsExactly("CERT_E_UNTRUSTEDROOT The signature's certificate chain leads to \"Test Root\", a root"
                        + " that Microsoft trusts for what was signed before 2026-06-01; it was judged at"
                        + " 2026-06-15T12:00:00Z.");
    }

    private List<String> findings(String issuedBefore, String until) throws GeneralSecurityException {
        X509Certificate root = pki.root().certificate();
        Anchor anchor = new Anchor(
                root.getSubjectX500Principal(),
                root.getPublicKey(),
                Optional.empty(),
                CertificateInfo.sha256(root),
                BuiltInAnchors.NAME,
                new RootWithdrawal(Optional.of(Instant.parse(issuedBefore)), Optional.of(Instant.parse(until))));
        return Judging.trusting(new RootSource(BuiltInAnchors.NAME, List.of(anchor), EnumSet.allOf(Purpose.class), ""))
                .findings(signature(pki.signer(), pki.signer(), pki.intermediate()));
    }

    @Test
    void microsoftsRootsOf2010And2011AreForCodeAndTimestamps() {
        for (String name :
                List.of("Microsoft Root Certificate Authority 2010", "Microsoft Root Certificate Authority 2011")) {
            assertThat(named(name).source()).isEqualTo(BuiltInAnchors.NAME);
        }
        assertThat(named("Microsoft Time Stamp Root Certificate Authority 2014").source())
                .isEqualTo("built-in anchors for timestamps");
    }
}
