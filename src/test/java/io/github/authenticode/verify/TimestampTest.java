package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestCms.UnsignedValue;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampTest {
    private static final String AUTHENTICODE = "1.3.6.1.4.1.311.3.3.1";
    private static final String CMS = "1.2.840.113549.1.9.16.2.14";
    private static final String COUNTERSIGNATURE = "1.2.840.113549.1.9.6";
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

    private TestPki pki;
    private Judging judging;
    private TestTimestamps timestamps;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
        judging = Judging.against(pki.root()).requiringTimestamp();
        timestamps = new TestTimestamps(pki.timestampAuthority(), TIME);
    }

    private TestCms stamped(UnsignedValue token) {
        return Judging.signature(pki.signer()).unsigned(AUTHENTICODE, token);
    }

    private List<String> findings(UnsignedValue token) throws GeneralSecurityException {
        return judging.findings(stamped(token));
    }

    @Test
    void missingTimestampCountsOnlyWhereItIsRequired() throws GeneralSecurityException {
        TestCms bare = Judging.signature(pki.signer());

        assertThat(judging.findings(bare))
                .containsExactly("TRUST_E_TIME_STAMP Not timestamped: the signature dies with its certificate."
                        + " Sign with a timestamp.");
        assertThat(Judging.against(pki.root()).findings(bare)).isEmpty();
    }

    @Test
    void timestampMakesAnExpiredCertificateAcceptable() throws GeneralSecurityException {
        TestCms stamped = stamped(v -> timestamps.token(v).build());
        TestCms bare = Judging.signature(pki.signer());
        Judging later = Judging.against(pki.root()).at("2031-01-01T00:00:00Z");

        assertThat(later.findings(stamped)).isEmpty();
        assertThat(later.findings(bare))
                .containsExactly("CERT_E_EXPIRED The certificate \"Example Ltd\" expired on 2027-01-01T00:00:00Z;"
                        + " it was judged at 2031-01-01T00:00:00Z.");
    }

    @Test
    void lifetimeSignerIsNotExtendedByItsTimestamp() throws GeneralSecurityException {
        TestEntity signer = pki.certificate("CN=Lifetime")
                .purposes(
                        false,
                        KeyPurposeId.id_kp_codeSigning,
                        KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.3.13")))
                .make();
        TestCms stamped = Judging.signature(signer)
                .unsigned(AUTHENTICODE, v -> timestamps.token(v).build());

        assertThat(judging.findings(stamped)).isEmpty();
        assertThat(judging.at("2031-01-01T00:00:00Z").findings(stamped))
                .containsExactly("CERT_E_EXPIRED The certificate \"Lifetime\" expired on 2027-01-01T00:00:00Z;"
                        + " it was judged at 2031-01-01T00:00:00Z.");
    }

    @Test
    void invalidTimestampExtendsNothing() throws GeneralSecurityException {
        TestTimestamps stranger = new TestTimestamps(
                TestCertificate.of("CN=Clock")
                        .purposes(true, KeyPurposeId.id_kp_timeStamping)
                        .make(),
                TIME);

        assertThat(judging.at("2031-01-01T00:00:00Z")
                        .findings(stamped(v -> stranger.token(v).build())))
                .containsExactly(
                        "CERT_E_UNTRUSTEDROOT The timestamp's certificate chain ends in \"Clock\", which is not among"
                                + " the trusted roots. Add that root to <trustedRoots> if it may be trusted.",
                        "CERT_E_EXPIRED The certificate \"Example Ltd\" expired on 2027-01-01T00:00:00Z;"
                                + " it was judged at 2031-01-01T00:00:00Z.");
    }

    @Test
    void timestampFromBeforeTheCertificateIsOutsideItsValidity() throws GeneralSecurityException {
        TestEntity authority = pki.timestampCertificate()
                .validity("2024-01-01T00:00:00Z", "2028-01-01T00:00:00Z")
                .make();
        TestTimestamps early = new TestTimestamps(authority, Instant.parse("2025-06-01T00:00:00Z"));

        assertThat(findings(v -> early.token(v).build()))
                .containsExactly("CERT_E_EXPIRED The certificate \"Example Ltd\" is not valid before"
                        + " 2026-01-01T00:00:00Z; it was judged at 2025-06-01T00:00:00Z.");
    }

    @Test
    void timeInTheFutureIsRefused() throws GeneralSecurityException {
        TestTimestamps future = new TestTimestamps(pki.timestampAuthority(), TestPki.NOW.plusSeconds(301));
        TestTimestamps skewed = new TestTimestamps(pki.timestampAuthority(), TestPki.NOW.plusSeconds(299));

        assertThat(findings(v -> future.token(v).build()))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp says 2026-06-15T12:05:01Z, which is in the future;"
                        + " it was judged at 2026-06-15T12:00:00Z.");
        assertThat(findings(v -> skewed.token(v).build())).isEmpty();
    }

    @Test
    void everyTimestampIsJudged() throws GeneralSecurityException {
        TestCms both = stamped(v -> timestamps.token(new byte[1]).build())
                .unsigned(COUNTERSIGNATURE, v -> timestamps.countersignature(v).signerInfo())
                .certificates(withAuthority());

        Verdict verdict = judging.judge(both.encoded());

        assertThat(Judging.findings(verdict))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp belongs to another signature. Timestamp the file again.");
        assertThat(verdict.signatures().get(0).timestamp().orElseThrow().kind()).isEqualTo("Authenticode");
    }

    private List<X509Certificate> withAuthority() {
        List<X509Certificate> all = new ArrayList<>(pki.signer().chain());
        all.add(pki.timestampAuthority().certificate());
        return all;
    }

    private TestCms countersigned(UnsignedValue countersignature) {
        return Judging.signature(pki.signer())
                .unsigned(COUNTERSIGNATURE, countersignature)
                .certificates(withAuthority());
    }

    @Test
    void legacyCountersignatureExtendsAnExpiredCertificate() throws GeneralSecurityException {
        TestCms signed = countersigned(v -> timestamps.countersignature(v).signerInfo());

        Verdict verdict = judging.at("2031-01-01T00:00:00Z").judge(signed.encoded());

        assertThat(Judging.findings(verdict)).isEmpty();
        TimestampInfo info = verdict.signatures().get(0).timestamp().orElseThrow();
        assertThat(info.kind()).isEqualTo("Authenticode");
        assertThat(info.time()).isEqualTo(TIME);
    }

    @Test
    void legacyCountersignatureOfAnotherSignatureIsRefused() throws GeneralSecurityException {
        assertThat(judging.findings(countersigned(
                        v -> timestamps.countersignature(new byte[9]).signerInfo())))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp was changed: its content is not what was signed.");
    }

    @Test
    void legacyCountersignatureWithoutTimeIsRefused() throws GeneralSecurityException {
        assertThat(judging.findings(countersigned(v -> timestamps
                        .countersignature(v)
                        .signed(PKCSObjectIdentifiers.pkcs_9_at_signingTime)
                        .signerInfo())))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp is damaged: it has no signing time."
                        + " Timestamp the file again.");
    }

    @Test
    void plainCmsKeepsItsTokenInTheStandardAttribute() throws GeneralSecurityException {
        DEROctetString data = new DEROctetString(new byte[] {7});
        UnsignedValue token = v -> timestamps.token(v).build();

        assertThat(judging.findings(
                        TestCms.of(ContentRules.DATA, data, pki.signer()).unsigned(CMS, token)))
                .isEmpty();
        assertThat(judging.findings(
                        TestCms.of(ContentRules.DATA, data, pki.signer()).unsigned(AUTHENTICODE, token)))
                .hasSize(2)
                .anyMatch(f ->
                        f.contains("an attribute that has no place there, timestamp token (1.3.6.1.4.1.311.3.3.1)"));
        assertThat(judging.findings(Judging.signature(pki.signer()).unsigned(CMS, token)))
                .hasSize(2)
                .anyMatch(f -> f.contains("an attribute that has no place there, timestamp token of CMS (1.2.840."));
    }

    @Test
    void repositoryCountersignatureOfAPackageIsNoTimestamp() throws GeneralSecurityException {
        TestCms signed = TestCms.of(ContentRules.DATA, new DEROctetString(new byte[] {7}), pki.signer())
                .unsigned(COUNTERSIGNATURE, v -> timestamps.countersignature(v).signerInfo())
                .certificates(withAuthority());

        assertThat(Judging.against(pki.root())
                        .judge(signed.encoded())
                        .signatures()
                        .get(0)
                        .timestamp())
                .isEmpty();
    }
}
