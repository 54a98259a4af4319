package io.github.authenticode.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureRulesTest {
    private TestPki pki;
    private Judging judging;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
        judging = Judging.against(pki.root());
    }

    private TestCms good() {
        return Judging.signature(pki.signer());
    }

    @Test
    void attributesNeedNotBeInTheOrderOfDerToVerifyAsTheyStand() throws GeneralSecurityException {
        assertThat(judging.findings(Judging.signature(pki.signer()).unsorted())).isEmpty();
    }

    @Test
    void goodSignatureIsTrustedAndFullyDescribed() throws GeneralSecurityException {
        Verdict verdict = judging.judge(good().encoded());

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.isTrusted()).isTrue();
        SignatureVerdict signature = verdict.signatures().get(0);
        assertThat(signature.digestAlgorithm()).isEqualTo("SHA-256");
        assertThat(signature.signer()).contains(CertificateInfo.of(pki.signer().certificate()));
        assertThat(signature.chain())
                .containsExactlyElementsOf(
                        pki.signer().chain().stream().map(CertificateInfo::of).toList());
        assertThat(signature.timestamp()).isEmpty();
        assertThat(signature.description()).isEmpty();
    }

    @Test
    void certificateIsDescribedAsWindowsShowsIt() throws Exception {
        TestEntity entity = pki.certificate("C=DE, O=\"A, B\", CN=Müller \\, Söhne")
                .serialNumber(0xABC1)
                .make();

        CertificateInfo info = CertificateInfo.of(entity.certificate());

        assertThat(info.subject()).isEqualTo("CN=Müller \\, Söhne,O=A\\, B,C=DE");
        assertThat(info.issuer()).isEqualTo("CN=Test Issuer,O=Test Authority,C=DE");
        assertThat(info.serialNumber()).isEqualTo("abc1");
        assertThat(info.sha1()).matches("[0-9A-F]{40}");
        assertThat(info.sha256()).matches("[0-9A-F]{64}");
        assertThat(info.notBefore()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(info.notAfter()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void exchangedContentIsBadDigest() throws GeneralSecurityException {
        assertThat(judging.findings(good().storing(Judging.indirectData("another program"))))
                .containsExactly("TRUST_E_BAD_DIGEST The signature was changed: its content is not what was signed.");
    }

    @Test
    void contentOfAnotherFileIsWhatTheFormatSays() throws GeneralSecurityException {
        Violation difference = new Violation(ViolationCode.TRUST_E_BAD_DIGEST, "The file was changed.");
        FakeContent altered = new FakeContent(List.of(good().encoded()), Optional.of(difference));

        assertThat(judging.judge(altered).violations()).containsExactly(difference);
    }

    @Test
    void changedSignedAttributeIsBadDigest() throws GeneralSecurityException {
        byte[] der = good().signed(
                        PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DEROctetString("before".getBytes(UTF_8)))
                .encoded();

        assertThat(Judging.findings(judging.judge(replaced(der, "before", "behind"))))
                .containsExactly(
                        "TRUST_E_BAD_DIGEST The signature was changed: the key of \"Example Ltd\" did not make it.");
    }

    @Test
    void signatureByAnotherKeyIsBadDigest() throws GeneralSecurityException {
        TestEntity twin = pki.certificate("CN=Twin").serialNumber(77).make();
        TestEntity other = pki.certificate("CN=Twin").serialNumber(77).make();
        TestCms forged = Judging.signature(other)
                .certificates(List.of(twin.certificate(), pki.intermediate().certificate()));

        assertThat(judging.findings(forged))
                .containsExactly("TRUST_E_BAD_DIGEST The signature was changed: the key of \"Twin\" did not make it.");
    }

    @Test
    void contentTypeAttributeHasToAgree() throws GeneralSecurityException {
        assertThat(judging.findings(
                        good().signed(PKCSObjectIdentifiers.pkcs_9_at_contentType, PKCSObjectIdentifiers.data)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: its attributes speak of content of"
                        + " data (1.2.840.113549.1.7.1), but it holds indirect data (1.3.6.1.4.1.311.2.1.4).");
    }

    @Test
    void contentTypeAttributeHasToBeThere() throws GeneralSecurityException {
        assertThat(judging.findings(good().signed(PKCSObjectIdentifiers.pkcs_9_at_contentType)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: its attributes speak of content of"
                        + " no type, but it holds indirect data (1.3.6.1.4.1.311.2.1.4).");
    }

    @Test
    void messageDigestHasToBeThere() throws GeneralSecurityException {
        assertThat(judging.findings(good().signed(PKCSObjectIdentifiers.pkcs_9_at_messageDigest)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: its attributes hold no message digest.");
    }

    @Test
    void twoMessageDigestsAreAmbiguous() throws GeneralSecurityException {
        TestCms two = good().signed(
                        PKCSObjectIdentifiers.pkcs_9_at_messageDigest,
                        new DEROctetString(new byte[32]),
                        new DEROctetString(new byte[] {1}));

        assertThat(judging.findings(two))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The signature is damaged: the attribute message digest (1.2.840.113549.1.9.4)"
                                + " has 2 values instead of one. Sign the file again.");
    }

    @Test
    void signedAttributesHaveToBeThere() throws GeneralSecurityException {
        TestCms bare = good().signed(PKCSObjectIdentifiers.pkcs_9_at_messageDigest)
                .signed(PKCSObjectIdentifiers.pkcs_9_at_contentType);

        assertThat(judging.findings(bare))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: it has no signed attributes.");
    }

    @Test
    void twoSignersAreRefused() throws GeneralSecurityException {
        assertThat(judging.findings(good().signers(2)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: it has 2 signers instead of one."
                        + " Sign the file again.");
    }

    @Test
    void noSignerIsRefused() throws GeneralSecurityException {
        assertThat(judging.findings(good().signers(0)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged: it has 0 signers instead of one."
                        + " Sign the file again.");
    }

    @Test
    void missingSignerCertificateIsNamed() throws GeneralSecurityException {
        TestEntity signer = pki.certificate("CN=Gone").serialNumber(0x1F).make();

        Verdict verdict = judging.judge(Judging.signature(signer)
                .certificates(List.of(pki.intermediate().certificate()))
                .encoded());

        assertThat(Judging.findings(verdict))
                .containsExactly("TRUST_E_NO_SIGNER_CERT The signature names a certificate that is not in the file:"
                        + " issuer \"CN=Test Issuer,O=Test Authority,C=DE\", serial number 1f.");
        assertThat(verdict.signatures().get(0).signer()).isEmpty();
    }

    @Test
    void unknownContentTypeIsRefused() throws GeneralSecurityException {
        assertThat(judging.findings(TestCms.of("1.2.3.4", Judging.indirectData(), pki.signer())))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is over content of type 1.2.3.4,"
                        + " which no file has. Sign the file again.");
    }

    @Test
    void indirectDataInAnOctetStringIsAWarning() throws Exception {
        DEROctetString wrapped = new DEROctetString(Judging.indirectData());

        Verdict verdict = judging.judge(
                TestCms.of(ContentRules.INDIRECT_DATA, wrapped, pki.signer()).encoded());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.warnings())
                .singleElement()
                .satisfies(v -> assertThat(v.rule()).isEqualTo(Rule.SPECIFIED_FORM));
    }

    @Test
    void plainDataIsHashedWithoutItsOctetStringHeader() throws GeneralSecurityException {
        DEROctetString data = new DEROctetString("Version:1\r\n".getBytes(UTF_8));

        assertThat(judging.findings(TestCms.of(ContentRules.DATA, data, pki.signer())))
                .isEmpty();
    }

    @Test
    void severalViolationsAreAllListed() throws GeneralSecurityException {
        TestEntity expired = pki.certificate("CN=Late")
                .validity("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .make();
        TestCms bad = Judging.signature(expired).storing(Judging.indirectData("another program"));

        assertThat(judging.requiringTimestamp().publishedBy("Early").findings(bad))
                .containsExactly(
                        "TRUST_E_BAD_DIGEST The signature was changed: its content is not what was signed.",
                        "CERT_E_EXPIRED The certificate \"Late\" expired on 2025-01-01T00:00:00Z;"
                                + " it was judged at 2026-06-15T12:00:00Z.",
                        "TRUST_E_SUBJECT_NOT_TRUSTED Signed by \"Late\", not by \"Early\".",
                        "TRUST_E_TIME_STAMP Not timestamped: the signature dies with its certificate."
                                + " Sign with a timestamp.");
    }

    @Test
    void nestedSignatureIsJudgedToo() throws GeneralSecurityException {
        TestCms nested = good().storing(Judging.indirectData("another program"));
        TestCms outer = good().unsigned("1.3.6.1.4.1.311.2.4.1", s -> nested.build());

        Verdict verdict = judging.judge(outer.encoded());

        assertThat(verdict.signatures()).hasSize(2);
        assertThat(verdict.signatures().get(0).violations()).isEmpty();
        assertThat(verdict.signatures().get(1).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.TRUST_E_BAD_DIGEST);
        assertThat(verdict.isTrusted()).isFalse();
    }

    @Test
    void signaturesWithoutEndAreBounded() throws GeneralSecurityException {
        byte[] one = good().encoded();

        Verdict verdict = judging.judge(Stream.generate(() -> one).limit(1000).toArray(byte[][]::new));

        assertThat(verdict.signatures()).hasSize(16);
        assertThat(Judging.findings(verdict))
                .containsExactly(
                        "CRYPT_E_BAD_ENCODE The file has more than 15 signatures. Sign it again, replacing them.");
    }

    @Test
    void descriptionAndUrlAreRead() throws GeneralSecurityException {
        DERSequence info = new DERSequence(new ASN1Encodable[] {
            new DERTaggedObject(true, 0, new DERTaggedObject(false, 0, new DERBMPString("Grüße\u001B[31m"))),
            new DERTaggedObject(true, 1, new DERTaggedObject(false, 0, new DERIA5String("https://example.org/")))
        });
        TestCms signed = good().signed(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.12"), info);

        Verdict verdict = judging.judge(signed.encoded());

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.signatures().get(0).description()).contains("Grüße\uFFFD[31m");
        assertThat(verdict.signatures().get(0).url()).contains("https://example.org/");
    }

    @Test
    void everyTruncationAndEveryFlippedByteIsUntrustedAndNoException() throws GeneralSecurityException {
        byte[] der = good().encoded();
        for (int length = 0; length < der.length; length += 7) {
            assertThat(judging.judge(Arrays.copyOf(der, length)).isTrusted()).isFalse();
        }
        int survivors = 0;
        for (int i = 0; i < der.length; i += 3) {
            byte[] flipped = der.clone();
            flipped[i] ^= 0x55;
            survivors += judging.judge(flipped).isTrusted() ? 1 : 0;
        }
        // What is neither signed nor needed: the digestAlgorithms set, the version, the parameters of algorithm names.
        assertThat(survivors).isLessThan(15);
    }

    private static byte[] replaced(byte[] der, String from, String to) {
        String text = new String(der, ISO_8859_1);
        return text.replace(from, to).getBytes(ISO_8859_1);
    }
}
