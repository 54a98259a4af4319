package io.github.authenticode.verify.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.Judging;
import java.security.GeneralSecurityException;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** Tests of what a trusted root's own certificate says of the chains below it. */
class RootConstraintsTest {
    private static List<String> findings(TestCertificate root) throws GeneralSecurityException {
        return findings(root.make());
    }

    private static List<String> findings(TestEntity root) throws GeneralSecurityException {
        TestEntity signer =
                TestCertificate.of("CN=Example Ltd, O=Example").issuedBy(root).make();
        return Judging.against(root).judge(Judging.signature(signer).encoded()).violations().stream()
                .filter(v -> v.rule() == Rule.ROOT_CONSTRAINTS)
                .map(v -> v.message().replaceFirst(".*, whose certificate (.*?)\\. Sign with .*", "$1"))
                .toList();
    }

    private static TestCertificate root() {
        return TestCertificate.of("CN=Company Root").authority(2);
    }

    @Test
    void rootForEverythingAllowsEverything() throws Exception {
        assertThat(findings(root())).isEmpty();
        assertThat(findings(root().purposes(false, KeyPurposeId.id_kp_codeSigning)))
                .isEmpty();
        assertThat(findings(root().purposes(false, KeyPurposeId.anyExtendedKeyUsage)))
                .isEmpty();
    }

    @Test
    void rootThatIsNoAuthorityHasNothingBelowIt() throws Exception {
        assertThat(findings(TestCertificate.of("CN=Leaf"))).contains("is no authority's");
    }

    @Test
    void rootWhoseKeyMaySignNoCertificates() throws Exception {
        assertThat(findings(root().keyUsage(KeyUsage.digitalSignature)))
                .containsExactly("does not allow its key to sign certificates");
    }

    @Test
    void rootForServersIsNotForCode() throws Exception {
        assertThat(findings(root().purposes(true, KeyPurposeId.id_kp_serverAuth)))
                .containsExactly("is not for code signing (1.3.6.1.5.5.7.3.3)");
    }

    @Test
    void authoritiesBelowItAreCounted() throws Exception {
        TestEntity root = TestCertificate.of("CN=Company Root").authority(0).make();
        TestEntity between =
                TestCertificate.of("CN=Between").authority(0).issuedBy(root).make();
        TestEntity signer =
                TestCertificate.of("CN=Example Ltd").issuedBy(between).make();

        assertThat(Judging.against(root).findings(Judging.signature(signer)))
                .containsExactly("TRUST_E_BASIC_CONSTRAINTS The signature's certificate chain leads to the trusted root"
                        + " \"Company Root\", whose certificate allows 0 authorities below it, and here are 1. Sign with"
                        + " a certificate of another authority, or correct <trustedRoots>.");
    }

    @Test
    void namesBelowItAreThoseThatItAllows() throws Exception {
        assertThat(findings(root().extension(Extension.nameConstraints, true, permitted("O=Example"))))
                .isEmpty();
        assertThat(findings(root().extension(Extension.nameConstraints, true, permitted("O=Other"))))
                .singleElement()
                .asString()
                .startsWith("does not allow a name below it (");
    }

    private static NameConstraints permitted(String name) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name(name)))}, null);
    }

    /** A certificate that is trusted itself stands above nobody. */
    @Test
    void trustedSignerIsNoAuthorityAndNeedNotBe() throws Exception {
        TestPki pki = TestPki.create();

        assertThat(Judging.against(pki.signer()).findings(Judging.signature(pki.signer())))
                .isEmpty();
    }
}
