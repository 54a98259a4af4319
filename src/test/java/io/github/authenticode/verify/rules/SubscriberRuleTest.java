package io.github.authenticode.verify.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.Judging;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriberRuleTest {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String PUBLIC_TRUST = "1.3.6.1.4.1.311.97.1.0";
    private static final String OURS = "1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583";
    private static final String THEIRS = "1.3.6.1.4.1.311.97.111111111.222222222";

    private TestPki pki;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        pki = TestPki.create();
    }

    private TestEntity signer(String... purposes) throws GeneralSecurityException {
        return pki.certificate("CN=Example Ltd")
                .purposes(
                        false,
                        Arrays.stream(purposes)
                                .map(p -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(p)))
                                .toArray(KeyPurposeId[]::new))
                .make();
    }

    private List<String> findings(TestEntity signer) throws GeneralSecurityException {
        return Judging.against(pki.root()).bySubscriber(OURS).findings(Judging.signature(signer));
    }

    @Test
    void certificateOfTheProfileIsAccepted() throws GeneralSecurityException {
        assertThat(findings(signer(CODE_SIGNING, PUBLIC_TRUST, OURS))).isEmpty();
    }

    @Test
    void certificateOfAnotherSubscriberIsNot() throws GeneralSecurityException {
        assertThat(findings(signer(CODE_SIGNING, PUBLIC_TRUST, THEIRS)))
                .containsExactly(
                        "CERT_E_PURPOSE The certificate \"Example Ltd\" is not of the subscriber with the extended"
                                + " key usage " + OURS + "; it has code signing (1.3.6.1.5.5.7.3.3),"
                                + " Artifact Signing, public trust (1.3.6.1.4.1.311.97.1.0),"
                                + " 1.3.6.1.4.1.311.97.111111111.222222222. Sign with the certificate profile that has it.");
    }

    @Test
    void identifierThatOnlyBeginsLikeItIsAnother() throws GeneralSecurityException {
        assertThat(findings(signer(CODE_SIGNING, OURS + ".1")))
                .singleElement()
                .asString()
                .startsWith("CERT_E_PURPOSE ");
    }

    @Test
    void certificateWithoutPurposesHasNone() throws GeneralSecurityException {
        assertThat(findings(signer()))
                .contains(
                        "CERT_E_PURPOSE The certificate \"Example Ltd\" is not of the subscriber with the extended key"
                                + " usage " + OURS + "; it has none. Sign with the certificate profile that has it.");
    }
}
