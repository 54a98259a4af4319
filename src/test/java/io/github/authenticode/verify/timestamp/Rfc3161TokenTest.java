package io.github.authenticode.verify.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestCms.UnsignedValue;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.TimestampInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Rfc3161TokenTest {
    private static final String AUTHENTICODE = "1.3.6.1.4.1.311.3.3.1";
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

    private List<String> findings(TestCertificate authority) throws GeneralSecurityException {
        TestTimestamps other = new TestTimestamps(authority.make(), TIME);
        return findings(value -> other.token(value).build());
    }

    @Test
    void goodTokenIsDescribed() throws GeneralSecurityException {
        Verdict verdict =
                judging.judge(stamped(v -> timestamps.token(v).build()).encoded());

        assertThat(Judging.findings(verdict)).isEmpty();
        TimestampInfo info = verdict.signatures().get(0).timestamp().orElseThrow();
        assertThat(info.kind()).isEqualTo("RFC3161");
        assertThat(info.time()).isEqualTo(TIME);
        assertThat(info.digestAlgorithm()).isEqualTo("SHA-256");
        assertThat(info.authority())
                .contains(CertificateInfo.of(pki.timestampAuthority().certificate()));
    }

    @Test
    void tokenOfBouncyCastleIsAccepted() throws GeneralSecurityException {
        assertThat(findings(this::independentToken)).isEmpty();
    }

    private ASN1Encodable independentToken(byte[] signatureValue) throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        TestEntity authority = pki.timestampAuthority();
        var signer = new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA384withECDSA", authority.key(), authority.certificate());
        var calculator = digests.get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
        TimeStampTokenGenerator generator =
                new TimeStampTokenGenerator(signer, calculator, new ASN1ObjectIdentifier("1.2.3"));
        generator.addCertificates(new JcaCertStore(authority.chain()));
        byte[] imprint = MessageDigest.getInstance("SHA-512").digest(signatureValue);
        return new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED)
                .generate(certifying().generate(TSPAlgorithms.SHA512, imprint), BigInteger.TEN, Date.from(TIME))
                .getTimeStampToken()
                .toCMSSignedData()
                .toASN1Structure();
    }

    private static TimeStampRequestGenerator certifying() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator;
    }

    @Test
    void imprintOfAnotherSignatureIsRefused() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps.token(new byte[] {1, 2, 3}).build()))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp belongs to another signature. Timestamp the file again.");
    }

    @Test
    void sha1ImprintIsRefused() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps
                        .token(v, "SHA-1", OIWObjectIdentifiers.idSHA1)
                        .build()))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp uses the digest SHA-1, which is not accepted."
                        + " Use SHA-256.");
    }

    /** The one reason is that it is weak; that the certificate has expired since is none. */
    @Test
    void weakTokenIsRefusedButItsTimeIsTheOneToJudgeAt() throws GeneralSecurityException {
        Judging later = judging.at("2031-01-01T00:00:00Z");
        TestTimestamps lax = new TestTimestamps(
                pki.timestampCertificate()
                        .purposes(false, KeyPurposeId.id_kp_timeStamping)
                        .make(),
                TIME);

        assertThat(later.findings(stamped(v -> timestamps
                        .token(v, "SHA-1", OIWObjectIdentifiers.idSHA1)
                        .build())))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp uses the digest SHA-1, which is not accepted."
                        + " Use SHA-256.");
        assertThat(later.findings(stamped(v -> lax.token(v).build())))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" does not"
                        + " mark its extended key usage as critical, as RFC 3161 asks.");
        assertThat(later.findings(stamped(v -> timestamps.token(new byte[] {1}).build())))
                .hasSizeGreaterThan(1)
                .anyMatch(finding -> finding.startsWith("CERT_E_EXPIRED "));
    }

    @Test
    void changedTokenIsRefused() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps
                        .token(v)
                        .storing(octets(new TestTimestamps(pki.timestampAuthority(), TIME.plusSeconds(1)), v))
                        .build()))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp was changed: its content is not what was signed.");
    }

    private static ASN1Encodable octets(TestTimestamps other, byte[] value) throws GeneralSecurityException {
        var data = SignedData.getInstance(other.token(value).build().getContent());
        return data.getEncapContentInfo().getContent();
    }

    @Test
    void authorityWithoutTimestampingUsageIsRefused() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate().purposes(true, KeyPurposeId.id_kp_codeSigning)))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" is not for"
                                + " timestamping: its extended key usage lacks timestamping (1.3.6.1.5.5.7.3.8).");
    }

    @Test
    void authorityForMoreThanTimestampingIsRefused() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate()
                        .purposes(true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning)))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" may be"
                        + " used for more than timestamping.");
    }

    @Test
    void authorityWhoseUsageIsNotCriticalIsToldOf() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate().purposes(false, KeyPurposeId.id_kp_timeStamping)))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" does not"
                        + " mark its extended key usage as critical, as RFC 3161 asks.");
    }

    @Test
    void authorityThatMayNotSignIsRefused() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate().keyUsage(KeyUsage.keyEncipherment)))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" may not"
                        + " sign: its key usage lacks digitalSignature.");
    }

    @Test
    void authorityThatWasExpiredThenIsRefused() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate().validity("2024-01-01T00:00:00Z", "2026-02-01T00:00:00Z")))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp authority's certificate \"Test Timestamps\" expired on"
                                + " 2026-02-01T00:00:00Z; it was judged at 2026-03-01T10:00:00Z.");
    }

    @Test
    void authorityThatExpiredSinceIsFine() throws GeneralSecurityException {
        assertThat(findings(pki.timestampCertificate().validity("2024-01-01T00:00:00Z", "2026-04-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void chainOfTheTimestampIsToldFromTheSigners() throws GeneralSecurityException {
        TestEntity servers = TestCertificate.of("CN=Servers")
                .authority(0)
                .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .issuedBy(pki.root())
                .make();

        assertThat(findings(TestCertificate.of("CN=Clock")
                        .purposes(true, KeyPurposeId.id_kp_timeStamping)
                        .issuedBy(servers)))
                .containsExactly(
                        "CERT_E_WRONG_USAGE The timestamp's certificate chain needs the authority \"Servers\","
                                + " whose certificate is not for this purpose: its extended key usage lacks timestamping (1.3.6.1.5.5.7.3.8).");
    }

    @Test
    void tokenHasToNameItsCertificate() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps
                        .token(v)
                        .signed(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                        .build()))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp does not say which certificate signed it (ESSCertID).");
    }

    @Test
    void tokenThatNamesAnotherCertificateIsRefused() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps
                        .token(v)
                        .signed(
                                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                                TestTimestamps.signingCertificate(pki.signer()))
                        .build()))
                .containsExactly("TRUST_E_TIME_STAMP The timestamp names another certificate than \"Test Timestamps\","
                        + " which it brings along (ESSCertID).");
    }

    @Test
    void tokenWithoutItsCertificateIsRefused() throws GeneralSecurityException {
        assertThat(findings(v -> timestamps.token(v).certificates(List.of()).build()))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_TIME_STAMP The timestamp names a certificate that is not in the file: issuer \"");
    }

    @Test
    void certificatesOfTheTokenMayStandWithTheFiles() throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>(pki.signer().chain());
        all.add(pki.timestampAuthority().certificate());
        TestCms stamped = stamped(
                        v -> timestamps.token(v).certificates(List.of()).build())
                .certificates(all);

        assertThat(judging.findings(stamped)).isEmpty();
    }

    @Test
    void garbageInPlaceOfATokenIsATimestampProblem() throws GeneralSecurityException {
        assertThat(findings(v -> new DERUTF8String("<html>503</html>")))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_TIME_STAMP The timestamp is damaged: ")
                .endsWith(". Timestamp the file again.");
    }

    @Test
    void signatureInPlaceOfATokenIsATimestampProblem() throws GeneralSecurityException {
        assertThat(findings(v -> Judging.signature(pki.signer()).build()))
                .containsExactly(
                        "TRUST_E_TIME_STAMP The timestamp is damaged: it holds indirect data (1.3.6.1.4.1.311.2.1.4) instead of"
                                + " a timestamp. Timestamp the file again.");
    }
}
