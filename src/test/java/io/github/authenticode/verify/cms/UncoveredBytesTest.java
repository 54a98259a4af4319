package io.github.authenticode.verify.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Data in the parts of a SignedData that no signature covers, in a signature that is otherwise good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UncoveredBytesTest {
    private static final String WITHOUT_IT =
            " It is covered by no signature and may hide data. Sign the file again without it.";

    private TestPki pki;
    private Judging judging;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        judging = Judging.against(pki.root());
    }

    private List<String> findings(X509Certificate... more) throws Exception {
        List<X509Certificate> certificates = new ArrayList<>(pki.signer().chain());
        certificates.addAll(List.of(more));
        return judging.findings(Judging.signature(pki.signer()).certificates(certificates));
    }

    @Test
    void certificateOfNoChainIsFound() throws Exception {
        assertThat(findings(TestCertificate.of("CN=Dummy").make().certificate()))
                .containsExactly(
                        "TRUST_E_FAIL The signature holds the certificate \"Dummy\", which belongs to no chain in"
                                + " it." + WITHOUT_IT);
    }

    @Test
    void authorityOfNoChainIsFoundToo() throws Exception {
        TestEntity authority = TestCertificate.of("CN=Other Root").authority(3).make();
        TestEntity issued = TestCertificate.of("CN=Other").issuedBy(authority).make();

        assertThat(findings(authority.certificate(), issued.certificate())).hasSize(2);
    }

    /** Of the name and key of an authority of the chain: what kernel drivers carried to reach a second root. */
    @Test
    void crossCertificateAndWhatAnEarlierTimestampLeftBehindAreNoStuffing() throws Exception {
        TestEntity otherRoot = TestCertificate.of("CN=Other Root").authority(3).make();
        TestEntity cross = TestCertificate.of("C=DE, O=Test Authority, CN=Test Root")
                .authority(3)
                .keys(new KeyPair(
                        pki.root().certificate().getPublicKey(), pki.root().key()))
                .issuedBy(otherRoot)
                .make();
        X509Certificate formerAuthority = pki.timestampAuthority().certificate();

        assertThat(findings(cross.certificate(), formerAuthority)).isEmpty();
    }

    /** Where the link to it is missing, a root is of use all the same: the file is refused for the link alone. */
    @Test
    void rootOfAnIncompleteChainIsNoStuffing() throws Exception {
        TestEntity root = TestCertificate.of("CN=Far Root").authority(3).make();
        TestEntity missing =
                TestCertificate.of("CN=Missing").authority(1).issuedBy(root).make();
        TestEntity signer =
                TestCertificate.of("CN=Example Ltd").issuedBy(missing).make();

        assertThat(judging.findings(
                        Judging.signature(signer).certificates(List.of(signer.certificate(), root.certificate()))))
                .singleElement()
                .asString()
                .startsWith("CERT_E_CHAINING ");
    }

    @Test
    void unknownUnsignedAttributeIsFoundWithItsSize() throws Exception {
        assertThat(judging.findings(Judging.signature(pki.signer())
                        .unsigned("1.3.6.1.4.1.42921.1.2.1", value -> new DEROctetString(new byte[100]))))
                .containsExactly("TRUST_E_FAIL The signature holds an attribute that no verifier knows,"
                        + " 1.3.6.1.4.1.42921.1.2.1 (119 bytes)." + WITHOUT_IT);
    }

    @Test
    void unknownAttributeOfATimestampIsFoundAndLeavesItsTime() throws Exception {
        TestTimestamps timestamps = new TestTimestamps(pki.timestampAuthority(), TestPki.NOW);
        TestCms signature = Judging.signature(pki.signer())
                .unsigned(
                        TimestampAttributes.AUTHENTICODE,
                        value -> timestamps
                                .token(value)
                                .unsigned("1.2.3.4", v -> new DEROctetString(new byte[5]))
                                .build());

        assertThat(judging.at("2031-01-01T00:00:00Z").findings(signature))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_FAIL The timestamp holds an attribute that no verifier knows, 1.2.3.4 ");
    }

    @Test
    void sealingAttributesOfSigntoolAreKnown() throws Exception {
        assertThat(judging.findings(Judging.signature(pki.signer())
                        .unsigned("1.3.6.1.4.1.311.2.4.3", value -> new DEROctetString(value))))
                .isEmpty();
    }

    @Test
    void revocationListOfNobodyIsFound() throws Exception {
        ASN1Encodable junk = new DERTaggedObject(false, 1, new DERSequence(new ASN1Encodable[] {
            new ASN1ObjectIdentifier("1.2.3"), new DEROctetString(new byte[20])
        }));

        assertThat(findings(data -> insert(data, 4, new DERTaggedObject(false, 1, new DERSet(junk)))))
                .containsExactly(
                        "TRUST_E_FAIL The signature holds a revocation list of none of its authorities (28 bytes)."
                                + WITHOUT_IT);
    }

    @Test
    void digestAlgorithmWithPayloadIsFound() throws Exception {
        ASN1Encodable algorithm = new DERSequence(new ASN1Encodable[] {
            new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"), new DEROctetString(new byte[300])
        });

        assertThat(findings(data -> replace(data, 1, new DERSet(algorithm))))
                .containsExactly(
                        "TRUST_E_FAIL The signature holds far too long a list of digest algorithms (323 bytes)."
                                + WITHOUT_IT);
    }

    @Test
    void digestAlgorithmThatIsNotUsedIsNoneToList() throws Exception {
        ASN1Encodable md5 = new DERSequence(new ASN1ObjectIdentifier("1.2.840.113549.2.5"));

        assertThat(findings(data -> replace(data, 1, new DERSet(md5))))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The signature is damaged: SHA-256 is not among the digest algorithms"
                                + " that it lists. Sign the file again.");
    }

    @Test
    void entryThatIsNoCertificateIsFound() throws Exception {
        assertThat(findings(data -> {
                    ASN1EncodableVector entries = new ASN1EncodableVector();
                    data.getCertificates().forEach(entries::add);
                    entries.add(new DERTaggedObject(false, 3, new DEROctetString(new byte[30])));
                    return replace(data, 3, new DERTaggedObject(false, 0, new DERSet(entries)));
                }))
                .containsExactly("TRUST_E_FAIL The signature holds an entry among its certificates that is none"
                        + " (32 bytes)." + WITHOUT_IT);
    }

    @Test
    void fieldsThatNoSignatureHasAreRefused() throws Exception {
        assertThat(findings(data -> insert(data, 4, new DERSet())))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: it has fields that no signature has."
                        + " Sign the file again.");
    }

    @Test
    void versionOfManyBitsIsFound() throws Exception {
        assertThat(findings(data -> replace(data, 0, new ASN1Integer(new byte[] {1, 2, 3, 4, 5}))))
                .containsExactly("TRUST_E_FAIL The signature holds a version number of 33 bits." + WITHOUT_IT);
    }

    @FunctionalInterface
    private interface Change {
        ASN1Sequence of(SignedData data);
    }

    private List<String> findings(Change change) throws GeneralSecurityException, IOException {
        ContentInfo good = Judging.signature(pki.signer()).build();
        ASN1Sequence changed = change.of(SignedData.getInstance(good.getContent()));
        return Judging.findings(judging.judge(
                new DERSequence(new ASN1Encodable[] {good.getContentType(), new DERTaggedObject(true, 0, changed)})
                        .getEncoded()));
    }

    private static ASN1Sequence insert(SignedData data, int index, ASN1Encodable field) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        ASN1Sequence all = ASN1Sequence.getInstance(data.toASN1Primitive());
        for (int i = 0; i < all.size(); i++) {
            if (i == index) {
                fields.add(field);
            }
            fields.add(all.getObjectAt(i));
        }
        return new DERSequence(fields);
    }

    private static ASN1Sequence replace(SignedData data, int index, ASN1Encodable field) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        ASN1Sequence all = ASN1Sequence.getInstance(data.toASN1Primitive());
        for (int i = 0; i < all.size(); i++) {
            fields.add(i == index ? field : all.getObjectAt(i));
        }
        return new DERSequence(fields);
    }
}
