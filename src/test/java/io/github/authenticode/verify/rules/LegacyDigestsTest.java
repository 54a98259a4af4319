package io.github.authenticode.verify.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.Judging;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.cms.TimestampAttributes;
import io.github.authenticode.verify.cms.UnsignedAttributes;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SHA-1 beside what does not need it, and old authorities' way to sign. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyDigestsTest {
    private TestPki pki;
    private Judging judging;
    private TestTimestamps timestamps;
    private List<X509Certificate> certificates;

    @BeforeAll
    void makeAuthority() throws Exception {
        pki = TestPki.create();
        judging = Judging.against(pki.root());
        TestEntity rsa = pki.timestampCertificate()
                .keys(TestCertificate.keyPair("RSA", 2048))
                .make();
        timestamps = new TestTimestamps(rsa, Instant.parse("2026-03-01T10:00:00Z"));
        certificates = new ArrayList<>(pki.signer().chain());
        certificates.add(rsa.certificate());
    }

    private TestCms sha1() {
        return TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(OIWObjectIdentifiers.idSHA1, "SHA-1", "a program"),
                        pki.signer())
                .digest("SHA-1", OIWObjectIdentifiers.idSHA1);
    }

    private SignerInfo sha1Countersignature(byte[] value) throws Exception {
        return timestamps
                .countersignature(value)
                .digest("SHA-1", OIWObjectIdentifiers.idSHA1)
                .signerInfo();
    }

    @Test
    void sha1BesideSha256IsAWarning() throws Exception {
        TestCms outer = sha1().unsigned(
                        UnsignedAttributes.NESTED_SIGNATURE,
                        v -> Judging.signature(pki.signer()).build());

        Verdict verdict = judging.judge(outer.encoded());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.warnings()).extracting(Violation::rule).containsExactly(Rule.LEGACY_DIGEST);
    }

    @Test
    void sha1AloneIsRefused() throws Exception {
        assertThat(judging.judge(sha1().encoded()).errors())
                .extracting(Violation::rule)
                .containsExactly(Rule.STRONG_DIGEST);
    }

    @Test
    void sha1BesideABrokenSignatureIsRefused() throws Exception {
        TestCms broken = Judging.signature(pki.signer()).storing(Judging.indirectData("another"));

        assertThat(judging.judge(sha1().encoded(), broken.encoded()).errors())
                .extracting(Violation::rule)
                .contains(Rule.STRONG_DIGEST, Rule.UNCHANGED);
    }

    @Test
    void otherFaultsOfTheOldSignatureCountAsEver() throws Exception {
        TestCms changed = sha1().storing(Judging.indirectData(OIWObjectIdentifiers.idSHA1, "SHA-1", "another"));

        assertThat(judging.judge(Judging.signature(pki.signer()).encoded(), changed.encoded())
                        .errors())
                .extracting(Violation::rule)
                .containsExactly(Rule.UNCHANGED);
    }

    @Test
    void countersignatureWithSha1IsAWarningWhereTheSignatureNeedsNone() throws Exception {
        TestCms stamped = Judging.signature(pki.signer())
                .certificates(certificates)
                .unsigned(TimestampAttributes.COUNTERSIGNATURE, this::sha1Countersignature);

        Verdict verdict = judging.at("2031-01-01T00:00:00Z").judge(stamped.encoded());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.warnings()).extracting(Violation::rule).containsExactly(Rule.LEGACY_DIGEST);
    }

    @Test
    void countersignatureOfABareDigestIsRecognised() throws Exception {
        TestCms stamped = Judging.signature(pki.signer())
                .certificates(certificates)
                .unsigned(TimestampAttributes.COUNTERSIGNATURE, v -> bare(sha1Countersignature(v)));

        Verdict verdict = judging.judge(stamped.encoded());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(verdict.warnings())
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Rule.LEGACY_DIGEST, Rule.SPECIFIED_FORM);
    }

    /** PKCS#1 padding around the digest alone. */
    private SignerInfo bare(SignerInfo signer) throws Exception {
        Signature plain = Signature.getInstance("NONEwithRSA");
        plain.initSign(timestamps.authority().key());
        plain.update(
                new Digest(Digest.SHA1).hash(signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER)));
        return new SignerInfo(
                signer.getSID(),
                signer.getDigestAlgorithm(),
                signer.getAuthenticatedAttributes(),
                signer.getDigestEncryptionAlgorithm(),
                new DEROctetString(plain.sign()),
                null);
    }
}
