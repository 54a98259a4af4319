package io.github.authenticode.verify.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublisherRuleTest {
    private X509Certificate certificate;

    @BeforeAll
    void makeCertificate() throws GeneralSecurityException {
        certificate = TestCertificate.of(
                        "C=DE, ST=Land Berlin, L=Berlin, O=Müller\\, Söhne & Co, OU=A\\=B, CN=Example Ltd")
                .make()
                .certificate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example Ltd",
                "example  ltd",
                " Example\tLtd ",
                "Müller, Söhne & Co",
                "MÜLLER, SÖHNE & CO",
                "CN=Example Ltd",
                "cn = example ltd",
                "CN=Example Ltd, C=DE",
                "C=DE, CN=Example Ltd",
                "O=\"Müller, Söhne & Co\"",
                "O=Müller\\, Söhne & Co, L=Berlin",
                "S=Land Berlin",
                "CN=Example Ltd,S=Land Berlin,C=de",
                "ST=Land Berlin",
                "2.5.4.3=Example Ltd",
                "OU=A\\=B",
            })
    void publisherMatches(String expected) {
        assertThat(new PublisherRule(List.of(expected)).violation(certificate)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example",
                "Example Ltd Inc",
                "Berlin",
                "DE",
                "CN=Example",
                "CN=Example Ltd, C=US",
                "O=Example Ltd",
                "CN=Müller\\, Söhne & Co",
                "",
                "no such=thing",
            })
    void publisherDoesNotMatch(String expected) {
        assertThat(new PublisherRule(List.of(expected)).violation(certificate))
                .map(Violation::code)
                .contains(ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED);
    }

    @Test
    void nameIsHeldAgainstName() {
        assertThat(new PublisherRule(List.of("Other Ltd")).violation(certificate))
                .map(Violation::message)
                .contains("Signed by \"Example Ltd\", not by \"Other Ltd\".");
    }

    @Test
    void partsAreHeldAgainstTheWholeSubject() {
        assertThat(new PublisherRule(List.of("CN=Example Ltd, C=US")).violation(certificate))
                .map(Violation::message)
                .contains("Signed by \"CN=Example Ltd,OU=A\\=B,O=Müller\\, Söhne & Co,L=Berlin,ST=Land Berlin,C=DE\","
                        + " not by \"CN=Example Ltd, C=US\".");
    }
}
