package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.verdict.Verdict;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureAlgorithmTest {
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

    static Stream<AlgorithmIdentifier> rsaAlgorithms() {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return Stream.of(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_RSASSA_PSS,
                        new RSASSAPSSparams(
                                sha256,
                                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                                new ASN1Integer(32),
                                new ASN1Integer(1))));
    }

    @ParameterizedTest
    @MethodSource("rsaAlgorithms")
    void everyWayToNameAnRsaSignatureIsUnderstood(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
        assertThat(judging.findings(good().signatureAlgorithm(algorithm))).isEmpty();
    }

    static Stream<ASN1ObjectIdentifier> ecAlgorithms() {
        return Stream.of(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @ParameterizedTest
    @MethodSource("ecAlgorithms")
    void everyWayToNameAnEcdsaSignatureIsUnderstood(ASN1ObjectIdentifier algorithm) throws GeneralSecurityException {
        TestEntity signer = pki.certificate("CN=Curve").make();

        assertThat(judging.findings(Judging.signature(signer).signatureAlgorithm(new AlgorithmIdentifier(algorithm))))
                .isEmpty();
    }

    @Test
    void longerDigestsAreAccepted() throws GeneralSecurityException {
        TestCms sha512 = TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(NISTObjectIdentifiers.id_sha512, "SHA-512", "a program"),
                        pki.signer())
                .digest("SHA-512", NISTObjectIdentifiers.id_sha512);

        Verdict verdict = judging.judge(sha512.encoded());

        assertThat(Judging.findings(verdict)).isEmpty();
        assertThat(verdict.signatures().get(0).digestAlgorithm()).isEqualTo("SHA-512");
    }

    @Test
    void sha1IsRefusedThoughItVerifies() throws GeneralSecurityException {
        TestCms sha1 = TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(OIWObjectIdentifiers.idSHA1, "SHA-1", "a program"),
                        pki.signer())
                .digest("SHA-1", OIWObjectIdentifiers.idSHA1);

        Verdict verdict = judging.judge(sha1.encoded());

        assertThat(Judging.findings(verdict))
                .containsExactly("CRYPT_E_SECURITY_SETTINGS The signature uses the digest SHA-1, which is not accepted."
                        + " Use SHA-256.");
        assertThat(verdict.signatures().get(0).digestAlgorithm()).isEqualTo("SHA-1");
    }

    @Test
    void md5IsRefused() throws GeneralSecurityException {
        TestCms md5 = TestCms.of(
                        ContentRules.INDIRECT_DATA,
                        Judging.indirectData(PKCSObjectIdentifiers.md5, "MD5", "a program"),
                        pki.signer())
                .digest("MD5", PKCSObjectIdentifiers.md5);

        assertThat(judging.findings(md5))
                .containsExactly("CRYPT_E_SECURITY_SETTINGS The signature uses the digest MD5, which is not accepted."
                        + " Use SHA-256.");
    }

    @Test
    void fileAndSignerDigestHaveToAgree() throws GeneralSecurityException {
        assertThat(judging.findings(good().digest("SHA-384", NISTObjectIdentifiers.id_sha384)))
                .containsExactly("CRYPT_E_BAD_ENCODE The signature is damaged:"
                        + " it digests the file with SHA-256 but itself with SHA-384.");
    }

    @Test
    void signatureAlgorithmThatImpliesAnotherDigestIsRefused() throws GeneralSecurityException {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.sha512WithRSAEncryption);

        assertThat(judging.findings(good().signatureAlgorithm(algorithm)))
                .containsExactly("CRYPT_E_SECURITY_SETTINGS The signature cannot be checked:"
                        + " the signature algorithm implies SHA-512 but the digest algorithm is SHA-256.");
    }
}
