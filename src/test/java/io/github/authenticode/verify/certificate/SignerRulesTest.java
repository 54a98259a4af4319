package io.github.authenticode.verify.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestPki;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class SignerRulesTest {
    private static TestCertificate certificate() {
        return TestCertificate.of("CN=Example");
    }

    private static List<String> findings(TestCertificate certificate) throws GeneralSecurityException {
        return SignerRules.violations(certificate.make().certificate(), TestPki.NOW).stream()
                .map(v -> v.code() + " " + v.message())
                .toList();
    }

    @Test
    void goodCertificateMaySign() throws GeneralSecurityException {
        assertThat(findings(certificate())).isEmpty();
    }

    @Test
    void expiredCertificateSaysWhen() throws GeneralSecurityException {
        assertThat(findings(certificate().validity("2024-01-01T00:00:00Z", "2025-02-03T04:05:06Z")))
                .containsExactly("CERT_E_EXPIRED The certificate \"Example\" expired on 2025-02-03T04:05:06Z;"
                        + " it was judged at 2026-06-15T12:00:00Z.");
    }

    @Test
    void certificateOfTheFutureSaysFromWhen() throws GeneralSecurityException {
        assertThat(findings(certificate().validity("2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z")))
                .containsExactly("CERT_E_EXPIRED The certificate \"Example\" is not valid before 2026-07-01T00:00:00Z;"
                        + " it was judged at 2026-06-15T12:00:00Z.");
    }

    @Test
    void validityIncludesBothEnds() throws GeneralSecurityException {
        var issued = certificate().make().certificate();

        assertThat(SignerRules.violations(issued, Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(SignerRules.violations(issued, Instant.parse("2027-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(SignerRules.violations(issued, Instant.parse("2027-01-01T00:00:01Z")))
                .hasSize(1);
    }

    @Test
    void serverCertificateHasTheWrongUsage() throws GeneralSecurityException {
        assertThat(findings(certificate().purposes(false, KeyPurposeId.id_kp_serverAuth)))
                .containsExactly(
                        "CERT_E_WRONG_USAGE The certificate \"Example\" is not for code signing:"
                                + " its extended key usage lacks code signing (1.3.6.1.5.5.7.3.3). Sign with a code-signing certificate.");
    }

    @Test
    void certificateWithoutPurposesHasTheWrongUsage() throws GeneralSecurityException {
        assertThat(findings(certificate().purposes(false)))
                .singleElement()
                .asString()
                .startsWith("CERT_E_WRONG_USAGE The certificate \"Example\" is not for code signing");
    }

    @Test
    void keyUsageWithoutDigitalSignatureHasTheWrongUsage() throws GeneralSecurityException {
        assertThat(findings(certificate().keyUsage(KeyUsage.keyEncipherment)))
                .containsExactly("CERT_E_WRONG_USAGE The certificate \"Example\" may not sign:"
                        + " its key usage lacks digitalSignature. Sign with a code-signing certificate.");
    }

    @Test
    void missingKeyUsageRestrictsNothing() throws GeneralSecurityException {
        assertThat(findings(certificate().without(Extension.keyUsage))).isEmpty();
    }

    @Test
    void authorityMayNotSignFiles() throws GeneralSecurityException {
        assertThat(findings(certificate().extension(Extension.basicConstraints, true, new BasicConstraints(true))))
                .containsExactly("TRUST_E_BASIC_CONSTRAINTS The certificate \"Example\" belongs to an authority, which"
                        + " issues certificates and may not sign files. Sign with a code-signing certificate.");
    }

    @Test
    void everyFlawIsListed() throws GeneralSecurityException {
        assertThat(findings(certificate().authority(0).validity("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")))
                .extracting(finding -> finding.substring(0, finding.indexOf(' ')))
                .containsExactly(
                        "CERT_E_EXPIRED", "CERT_E_WRONG_USAGE", "CERT_E_WRONG_USAGE", "TRUST_E_BASIC_CONSTRAINTS");
    }
}
