package io.github.authenticode.verify.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.Judging;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathValidatorTest {
    private TestPki pki;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
    }

    private List<String> findings(TestEntity signer) throws GeneralSecurityException {
        return Judging.against(pki.root()).findings(Judging.signature(signer));
    }

    private TestEntity signerOf(TestEntity authority) throws GeneralSecurityException {
        return TestCertificate.of("CN=Signer").issuedBy(authority).make();
    }

    private TestCertificate authority(String name) {
        return TestCertificate.of("CN=" + name)
                .authority(0)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .issuedBy(pki.root());
    }

    @Test
    void chainToATrustedRootIsFine() throws GeneralSecurityException {
        assertThat(findings(pki.signer())).isEmpty();
    }

    @Test
    void authorityOfTheSameNameWithAnotherKeyIsNotTheIssuer() throws GeneralSecurityException {
        TestPki other = TestPki.create();

        assertThat(Judging.against(pki.root()).findings(Judging.signature(other.signer())))
                .containsExactly("TRUST_E_CERT_SIGNATURE The signature's certificate chain is broken: \"Test Issuer\""
                        + " names \"Test Root\" as its issuer, but no key known under that name signed it.");
    }

    @Test
    void selfSignedRootInTheFileIsNotTrusted() throws GeneralSecurityException {
        TestEntity root = TestCertificate.of("CN=Elsewhere").authority(0).make();
        TestEntity signer = signerOf(root);

        assertThat(Judging.against(pki.root())
                        .findings(Judging.signature(signer).certificates(signer.chain())))
                .containsExactly(
                        "CERT_E_UNTRUSTEDROOT The signature's certificate chain ends in \"Elsewhere\", which is"
                                + " not among the trusted roots. Add that root to <trustedRoots> if it may be trusted.");
    }

    @Test
    void selfSignedSignerIsNotTrusted() throws GeneralSecurityException {
        assertThat(findings(TestCertificate.of("CN=Me").make()))
                .containsExactly("CERT_E_UNTRUSTEDROOT The signature's certificate chain ends in \"Me\", which is"
                        + " not among the trusted roots. Add that root to <trustedRoots> if it may be trusted.");
    }

    @Test
    void selfSignedSignerThatIsListedIsTrusted() throws GeneralSecurityException {
        TestEntity me = TestCertificate.of("CN=Me").make();

        assertThat(Judging.against(me).findings(Judging.signature(me))).isEmpty();
    }

    @Test
    void missingIntermediateIsNamed() throws GeneralSecurityException {
        assertThat(Judging.against(pki.root())
                        .findings(Judging.signature(pki.signer())
                                .certificates(List.of(pki.signer().certificate()))))
                .containsExactly("CERT_E_CHAINING The signature's certificate chain ends at \"Example Ltd\": the"
                        + " certificate of its issuer \"Test Issuer\" is neither in the signature nor among the trusted"
                        + " roots. Sign with all intermediate certificates, and add the root to <trustedRoots>.");
    }

    @Test
    void trustedIntermediateEndsTheChain() throws GeneralSecurityException {
        assertThat(Judging.against(pki.intermediate())
                        .findings(Judging.signature(pki.signer())
                                .certificates(List.of(pki.signer().certificate()))))
                .isEmpty();
    }

    @Test
    void expiredAuthorityIsNamed() throws GeneralSecurityException {
        TestEntity old = authority("Old")
                .validity("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                .make();

        assertThat(findings(signerOf(old)))
                .containsExactly("CERT_E_EXPIRED The signature's certificate chain needs the authority \"Old\", whose"
                        + " certificate expired on 2025-01-01T00:00:00Z; it was judged at 2026-06-15T12:00:00Z.");
    }

    @Test
    void issuerThatIsNoAuthorityBreaksBasicConstraints() throws GeneralSecurityException {
        TestEntity impostor = authority("Impostor")
                .extension(Extension.basicConstraints, true, new BasicConstraints(false))
                .make();

        assertThat(findings(signerOf(impostor)))
                .singleElement()
                .asString()
                .startsWith("TRUST_E_BASIC_CONSTRAINTS The signature's certificate chain is broken: \"Impostor\" or the"
                        + " authority above it may not issue certificates here (");
    }

    @Test
    void expiryDoesNotHideBrokenBasicConstraints() throws GeneralSecurityException {
        TestEntity impostor = authority("Impostor")
                .extension(Extension.basicConstraints, true, new BasicConstraints(false))
                .validity("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
                .make();

        assertThat(findings(signerOf(impostor)))
                .extracting(finding -> finding.substring(0, finding.indexOf(' ')))
                .containsExactly("CERT_E_EXPIRED", "TRUST_E_BASIC_CONSTRAINTS");
    }

    @Test
    void pathLongerThanAllowedBreaksBasicConstraints() throws GeneralSecurityException {
        TestEntity below = authority("Below").issuedBy(pki.intermediate()).make();

        assertThat(findings(signerOf(below))).singleElement().asString().startsWith("TRUST_E_BASIC_CONSTRAINTS ");
    }

    @Test
    void authorityWithoutCertificateSigningHasTheWrongUsage() throws GeneralSecurityException {
        TestEntity odd = authority("Odd").keyUsage(KeyUsage.digitalSignature).make();

        assertThat(findings(signerOf(odd)))
                .singleElement()
                .asString()
                .startsWith("CERT_E_WRONG_USAGE The signature's certificate chain is broken: the key usage of \"Odd\""
                        + " does not allow it to issue certificates (");
    }

    @Test
    void authorityForServersOnlyHasTheWrongUsage() throws GeneralSecurityException {
        TestEntity servers = authority("Servers")
                .purposes(false, KeyPurposeId.id_kp_serverAuth)
                .make();

        assertThat(findings(signerOf(servers)))
                .containsExactly(
                        "CERT_E_WRONG_USAGE The signature's certificate chain needs the authority \"Servers\","
                                + " whose certificate is not for this purpose: its extended key usage lacks code signing (1.3.6.1.5.5.7.3.3).");
    }

    @Test
    void unknownCriticalExtensionIsRefused() throws GeneralSecurityException {
        TestEntity signer = pki.certificate("CN=Critical")
                .extension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE)
                .make();

        assertThat(findings(signer))
                .singleElement()
                .asString()
                .startsWith("CERT_E_CRITICAL The signature's certificate chain is broken: the certificate \"Critical\""
                        + " has a critical extension that is not understood, 1.2.3.4.5 (");
    }

    @Test
    void certificateSignedWithMd5IsRefused() throws GeneralSecurityException {
        KeyPair rsa = TestCertificate.keyPair("RSA", 2048);
        TestEntity authority = authority("Weak").keys(rsa).make();
        TestEntity signer = TestCertificate.of("CN=Signer")
                .issuedBy(authority)
                .signedWith("MD5withRSA")
                .make();

        assertThat(findings(signer))
                .singleElement()
                .asString()
                .startsWith("CRYPT_E_SECURITY_SETTINGS The signature's certificate chain is broken: the certificate"
                        + " \"Signer\" uses an algorithm that is not accepted (");
    }

    @Test
    void crossSignedAuthorityReachesTheTrustedRootOfTwo() throws GeneralSecurityException {
        KeyPair keys = TestCertificate.keyPair("EC", 256);
        TestEntity stranger = TestCertificate.of("CN=Stranger").authority(3).make();
        TestEntity byStranger =
                authority("Crossed").keys(keys).issuedBy(stranger).make();
        TestEntity byRoot = authority("Crossed").keys(keys).make();
        TestEntity signer = signerOf(byRoot);

        List<String> findings = Judging.against(pki.root())
                .findings(Judging.signature(signer)
                        .certificates(List.of(
                                signer.certificate(),
                                byStranger.certificate(),
                                stranger.certificate(),
                                byRoot.certificate())));

        assertThat(findings).isEmpty();
    }

    /** Each of these was issued by all of them: a search without a budget never ends. */
    @Test
    void tangleOfSelfIssuedAuthoritiesIsGivenUpSoon() throws GeneralSecurityException {
        KeyPair keys = TestCertificate.keyPair("EC", 256);
        List<X509Certificate> tangle = new ArrayList<>();
        TestEntity last = tangled(keys);
        TestEntity signer = signerOf(last);
        tangle.add(signer.certificate());
        for (int i = 0; i < 40; i++) {
            tangle.add(tangled(keys).certificate());
        }

        long start = System.nanoTime();
        List<String> findings =
                Judging.against(pki.root()).findings(Judging.signature(signer).certificates(tangle));

        assertThat(findings).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static TestEntity tangled(KeyPair keys) throws GeneralSecurityException {
        return TestCertificate.of("CN=Tangle").authority(9).keys(keys).make();
    }

    /** "... or the entire certificate chain must contain no EKUs" (Authenticode specification). */
    @Test
    void chainWithoutAnyPurposeIsForCodeToo() throws GeneralSecurityException {
        TestEntity root = TestCertificate.of("CN=Any Root").authority(1).make();
        TestEntity forCode = TestCertificate.of("CN=For Code")
                .authority(0)
                .purposes(false, KeyPurposeId.id_kp_codeSigning)
                .issuedBy(root)
                .make();
        TestEntity free =
                TestCertificate.of("CN=Free").purposes(false).issuedBy(root).make();
        TestEntity narrowed = TestCertificate.of("CN=Narrowed")
                .purposes(false)
                .issuedBy(forCode)
                .make();
        Judging judging = Judging.against(root);

        assertThat(judging.findings(Judging.signature(free))).isEmpty();
        assertThat(judging.findings(Judging.signature(narrowed)))
                .singleElement()
                .asString()
                .startsWith("CERT_E_WRONG_USAGE The certificate \"Narrowed\" is not for code signing");
    }

    @Test
    void curveThatACertificateSpellsOutIsToldAsSuch() throws GeneralSecurityException {
        assertThat(Judging.findings(Judging.against(pki.root()).judge(withExplicitCurve())))
                .singleElement()
                .asString()
                .contains("the certificate \"Example Ltd\" spells out its elliptic curve instead of naming one");
    }

    /**
     * The signer's certificate with the parameters of its key replaced: nothing of it is checked before that is told.
     */
    private byte[] withExplicitCurve() throws GeneralSecurityException {
        Certificate signer = Certificate.getInstance(pki.signer().certificate().getEncoded());
        AlgorithmIdentifier explicit = new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey,
                ECNamedCurveTable.getByName("P-256").toASN1Primitive());
        ASN1EncodableVector fields = new ASN1EncodableVector();
        ASN1Sequence.getInstance(signer.getTBSCertificate().toASN1Primitive())
                .forEach(f -> fields.add(
                        f.equals(signer.getSubjectPublicKeyInfo())
                                ? new SubjectPublicKeyInfo(explicit, new byte[65])
                                : f));
        ASN1Sequence changed = new DERSequence(
                new ASN1Encodable[] {new DERSequence(fields), signer.getSignatureAlgorithm(), signer.getSignature()});
        return Judging.signature(pki.signer()).withCertificate(changed);
    }
}
