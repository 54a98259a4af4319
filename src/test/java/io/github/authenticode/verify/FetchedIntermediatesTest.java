package io.github.authenticode.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.online.OnlineMemory;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature that brings nothing but the signer's own certificate, with two authorities between that and the root. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FetchedIntermediatesTest {
    private TestEntity root;
    private TestEntity upper;
    private TestEntity lower;
    private TestEntity signer;
    private AuthorityDouble ofUpper;
    private AuthorityDouble ofLower;

    @BeforeAll
    void makeAuthorities() throws GeneralSecurityException {
        root = authority("CN=Root", 3).make();
        upper = authority("CN=Upper", 2).issuedBy(root).make();
        ofUpper = new AuthorityDouble("http://pki.example/upper", upper, TestPki.NOW);
        lower = ofUpper.linked(authority("CN=Lower", 1).issuedBy(upper)).make();
        ofLower = new AuthorityDouble("http://pki.example/lower", lower, TestPki.NOW);
        signer = ofLower.linked(TestCertificate.of("CN=Signer").issuedBy(lower)).make();
    }

    @BeforeEach
    void reset() {
        ofUpper = new AuthorityDouble("http://pki.example/upper", upper, TestPki.NOW);
        ofLower = new AuthorityDouble("http://pki.example/lower", lower, TestPki.NOW);
    }

    private static TestCertificate authority(String name, int pathLength) {
        return TestCertificate.of(name).authority(pathLength).validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
    }

    private Verdict judge(boolean fetching) throws GeneralSecurityException {
        byte[] encoded = Judging.signature(signer)
                .certificates(List.of(signer.certificate()))
                .encoded();
        Clock clock = Clock.fixed(TestPki.NOW, ZoneOffset.UTC);
        Online online = Online.of(
                new OnlineChecks(RevocationMode.OFF, fetching, Set.of()),
                (kind, address, query) ->
                        (address.getPath().startsWith("/upper") ? ofUpper : ofLower).fetch(kind, address, query),
                new OnlineMemory(),
                clock);
        return new AuthenticodeVerifier(
                        new Policy(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty()),
                        Judging.anchors(List.of(root.certificate())),
                        clock,
                        (path, format) -> FakeContent.of(encoded))
                .asking(online)
                .verify(Path.of("a.exe"), FileFormat.PE);
    }

    private static List<String> checks(Verdict verdict) {
        return verdict.signatures().get(0).evidence().orElseThrow().checks().stream()
                .filter(c -> c.kind() == Check.Kind.FETCHED_INTERMEDIATES)
                .map(c -> c.made() + " " + c.words())
                .toList();
    }

    @Test
    void nothingIsFetchedUnlessAskedFor() throws GeneralSecurityException {
        Verdict verdict = judge(false);

        assertThat(verdict.violations()).extracting(Violation::code).containsExactly(ViolationCode.CERT_E_CHAINING);
        assertThat(checks(verdict)).containsExactly("false <fetchIntermediates> is off.");
        assertThat(ofLower.requests()).isEmpty();
    }

    @Test
    void missingAuthoritiesAreFetchedOneAfterAnother() throws GeneralSecurityException {
        ofUpper.certificates(AuthorityDouble.pkcs7(List.of(upper.certificate())));

        Verdict verdict = judge(true);

        assertThat(Judging.findings(verdict)).isEmpty();
        assertThat(verdict.signatures().get(0).chain())
                .extracting(CertificateInfo::subject)
                .containsExactly("CN=Signer", "CN=Lower", "CN=Upper", "CN=Root");
        assertThat(checks(verdict))
                .containsExactly(
                        "true The issuer of \"Signer\" came from http://pki.example/lower/cer.",
                        "true The issuer of \"Lower\" came from http://pki.example/upper/cer.");
    }

    @Test
    void severalCertificatesAndPemAreTakenToo() throws GeneralSecurityException, IOException {
        List<X509Certificate> both = List.of(lower.certificate(), upper.certificate());

        ofLower.certificates(AuthorityDouble.pkcs7(both));
        assertThat(judge(true).isTrusted()).isTrue();

        ofLower.certificates(Judging.pem(both).getBytes(UTF_8));
        assertThat(judge(true).isTrusted()).isTrue();
        assertThat(ofUpper.requests()).isEmpty();
    }

    @Test
    void fetchedRootIsNotTrustedForThat() throws GeneralSecurityException {
        TestEntity stranger = authority("CN=Lower", 1).make();
        ofLower.certificates(stranger.certificate().getEncoded());

        assertThat(judge(true).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.TRUST_E_CERT_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Log in</html>", "", "0"})
    void whatIsNoCertificateIsNamedWithItsAddress(String content) throws GeneralSecurityException {
        ofLower.certificates(content.getBytes(UTF_8));

        String reason = content.isEmpty() ? "it holds 0 certificates" : "it is no certificate";
        Verdict verdict = judge(true);

        assertThat(Judging.findings(verdict))
                .containsExactly(
                        "CERT_E_CHAINING The signature's certificate chain ends at \"Signer\": the certificate of"
                                + " its issuer \"Lower\" is neither in the signature nor among the trusted roots, nor did it come"
                                + " from http://pki.example/lower/cer: " + reason
                                + ". Sign with all intermediate certificates, and add the root to <trustedRoots>.");
        assertThat(checks(verdict))
                .containsExactly("false The issuer of \"Signer\" did not come from http://pki.example/lower/cer: "
                        + reason + ".");
    }

    @Test
    void crowdOfCertificatesIsRefused() throws GeneralSecurityException {
        List<X509Certificate> crowd = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            crowd.add(lower.certificate());
        }
        ofLower.certificates(AuthorityDouble.pkcs7(crowd));

        assertThat(checks(judge(true)).get(0)).endsWith("it holds 11 certificates.");
    }

    @Test
    void certificateWithAnEndlessNameIsRefused() throws GeneralSecurityException {
        X509Certificate endless =
                authority("CN=" + "a".repeat(20_000), 1).make().certificate();
        ofLower.certificates(endless.getEncoded());

        assertThat(checks(judge(true)).get(0))
                .contains("it holds a certificate of ")
                .contains(" bytes, more than 16384");
    }
}
