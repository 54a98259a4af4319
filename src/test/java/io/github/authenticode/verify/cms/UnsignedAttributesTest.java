package io.github.authenticode.verify.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.Verdict;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what may stand in the unsigned attributes that verifiers know, and in other places that nobody looks at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnsignedAttributesTest {
    private static final String RETRY_COUNT = "1.3.6.1.4.1.311.2.6.2";
    private static final String INTENT_TO_SEAL = "1.3.6.1.4.1.311.2.4.2";
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final DEROctetString PAYLOAD = new DEROctetString(new byte[200_000]);

    private TestPki pki;
    private Judging judging;
    private TestTimestamps timestamps;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        judging = Judging.against(pki.root());
        timestamps = new TestTimestamps(pki.timestampAuthority(), Instant.parse("2026-03-01T10:00:00Z"));
    }

    private TestCms signature() {
        return Judging.signature(pki.signer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RETRY_COUNT,
                INTENT_TO_SEAL,
                "1.3.6.1.4.1.311.2.4.3",
                "1.3.6.1.4.1.311.2.4.4",
                "1.2.840.113549.1.9.16.2.14",
                "1.2.3.4"
            })
    void payloadFitsInNoAttribute(String oid) throws Exception {
        assertThat(judging.findings(signature().unsigned(oid, v -> PAYLOAD)))
                .anyMatch(f -> f.startsWith("TRUST_E_FAIL The signature holds ") && f.contains(oid));
    }

    @Test
    void numberOfManyBytesIsNoRetryCount() throws Exception {
        assertThat(judging.findings(signature().unsigned(RETRY_COUNT, v -> new ASN1Integer(7))))
                .isEmpty();
        assertThat(judging.findings(
                        signature().unsigned(RETRY_COUNT, v -> new ASN1Integer(BigInteger.ONE.shiftLeft(80)))))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_FAIL The signature holds other data in the attribute retry count"
                        + " (1.3.6.1.4.1.311.2.6.2) than belongs there (");
    }

    @Test
    void intentToSealIsAVersionAndABoolean() throws Exception {
        ASN1Encodable intent = new DERSequence(new ASN1Encodable[] {new ASN1Integer(1), ASN1Boolean.TRUE});

        assertThat(judging.findings(signature().unsigned(INTENT_TO_SEAL, v -> intent)))
                .isEmpty();
        assertThat(judging.findings(signature().unsigned(INTENT_TO_SEAL, v -> new DEROctetString(new byte[5]))))
                .hasSize(1);
    }

    @Test
    void signatureNestedInATimestampIsFound() throws Exception {
        TestCms inner = signature();

        assertThat(judging.findings(signature()
                        .unsigned(
                                TimestampAttributes.AUTHENTICODE,
                                v -> timestamps
                                        .token(v)
                                        .unsigned(NESTED, s -> inner.build())
                                        .build())))
                .singleElement()
                .asString()
                .startsWith(
                        "TRUST_E_FAIL The timestamp holds an attribute that has no place there, nested signature (");
    }

    @Test
    void countersignatureWithMoreFieldsIsFound() throws Exception {
        List<X509Certificate> certificates = new ArrayList<>(pki.signer().chain());
        certificates.add(pki.timestampAuthority().certificate());

        assertThat(judging.findings(signature()
                        .certificates(certificates)
                        .unsigned(
                                TimestampAttributes.COUNTERSIGNATURE,
                                v -> withMoreInIdentifier(
                                        timestamps.countersignature(v).signerInfo()))))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_FAIL The signature holds a countersignature with fields that none has (");
    }

    private static ASN1Sequence withMoreInIdentifier(SignerInfo signer) {
        ASN1Sequence identifier = ASN1Sequence.getInstance(signer.getSID().getId());
        ASN1EncodableVector fields = new ASN1EncodableVector();
        ASN1Sequence.getInstance(signer.toASN1Primitive()).forEach(fields::add);
        ASN1EncodableVector changed = new ASN1EncodableVector();
        for (int i = 0; i < fields.size(); i++) {
            changed.add(
                    i == 1
                            ? new DERSequence(new ASN1Encodable[] {
                                identifier.getObjectAt(0), identifier.getObjectAt(1), new DEROctetString(new byte[50])
                            })
                            : fields.get(i));
        }
        return new DERSequence(changed);
    }

    /** Anyone can make one with the issuer and the number of the signer's, and put into it what he likes. */
    @Test
    void onlyTheCertificateThatSignedIsTheSigners() throws Exception {
        TestEntity issuer = TestCertificate.of("C=DE, O=Test Authority, CN=Test Issuer")
                .authority(0)
                .make();
        X509Certificate twin = TestCertificate.of("CN=Twin")
                .serialNumber(77)
                .issuedBy(issuer)
                .extension(new ASN1ObjectIdentifier("1.2.3"), false, new DEROctetString(new byte[3000]))
                .make()
                .certificate();
        TestEntity signer = pki.certificate("CN=Signer").serialNumber(77).make();
        List<X509Certificate> certificates = new ArrayList<>(List.of(twin));
        certificates.addAll(signer.chain());

        Verdict verdict = judging.judge(
                Judging.signature(signer).certificates(certificates).encoded());

        assertThat(Judging.findings(verdict))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_FAIL The signature holds the certificate \"Twin\", which belongs to no chain");
        assertThat(verdict.signatures().get(0).signer()).contains(CertificateInfo.of(signer.certificate()));
    }

    @Test
    void certificatesOfTheChainAreBoundedInSum() throws Exception {
        List<X509Certificate> certificates = new ArrayList<>(pki.signer().chain());
        for (int i = 0; i < 6; i++) {
            certificates.add(pki.certificate("CN=Padding " + i)
                    .extension(new ASN1ObjectIdentifier("1.2.3"), false, new DEROctetString(new byte[13_000]))
                    .make()
                    .certificate());
        }

        assertThat(judging.findings(signature().certificates(certificates)))
                .singleElement()
                .asString()
                .startsWith(
                        "TRUST_E_FAIL The signature holds certificates and revocation lists of more than 65536 bytes");
    }

    @Test
    void countersignatureOfARepositoryIsJudged() throws Exception {
        List<X509Certificate> certificates = new ArrayList<>(pki.signer().chain());
        certificates.add(pki.timestampAuthority().certificate());
        DEROctetString content = new DEROctetString(new byte[] {7});

        assertThat(judging.findings(TestCms.of(ContentRules.DATA, content, pki.signer())
                        .certificates(certificates)
                        .unsigned(
                                TimestampAttributes.COUNTERSIGNATURE,
                                v -> timestamps.countersignature(v).signerInfo())))
                .isEmpty();
        assertThat(judging.findings(TestCms.of(ContentRules.DATA, content, pki.signer())
                        .certificates(certificates)
                        .unsigned(
                                TimestampAttributes.COUNTERSIGNATURE,
                                v -> timestamps.countersignature(new byte[1]).signerInfo())))
                .containsExactly("TRUST_E_BAD_DIGEST The repository's countersignature was changed: its content is not"
                        + " what was signed.");
    }

    @Test
    void certificateWithAHugeNameIsRefusedAtOnce() throws Exception {
        TestEntity blank = pki.certificate("CN=" + String.join("", Collections.nCopies(10_000, "\\ ")) + "x")
                .make();

        assertThat(judging.findings(Judging.signature(blank)))
                .singleElement()
                .asString()
                .contains("a certificate in it has as subject a name of 100");
    }

    @Test
    void certificateOfManyExtensionsIsRefused() throws Exception {
        TestCertificate many = pki.certificate("CN=Many");
        for (int i = 1; i < 80; i++) {
            many.extension(new ASN1ObjectIdentifier("1.2.3." + i), false, new DEROctetString(new byte[1]));
        }
        many.extension(Extension.subjectKeyIdentifier, false, new DEROctetString(new byte[20]));

        assertThat(judging.findings(Judging.signature(many.make())))
                .singleElement()
                .asString()
                .contains("extensions, more than 64");
    }
}
