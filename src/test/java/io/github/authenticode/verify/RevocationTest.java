package io.github.authenticode.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.AuthorityDouble.Mood;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestCms;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.certificate.TestTimestamps;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.online.OnlineMemory;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Evidence;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.RevocationFinding.Status;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Three certificates below the root: signer and timestamp authority of one issuer, which the root lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationTest {
    private static final String AUTHENTICODE = "1.3.6.1.4.1.311.3.3.1";
    private static final Instant STAMPED = Instant.parse("2026-03-01T10:00:00Z");
    private static final String OCSP = "http://pki.example/issuer/ocsp";
    private static final String CRL = "http://pki.example/issuer/crl";

    private TestEntity root;
    private TestEntity issuer;
    private TestEntity signer;
    private TestEntity timestamper;
    private AuthorityDouble ofRoot;
    private AuthorityDouble ofIssuer;
    private RevocationMode mode;

    @BeforeAll
    void makeAuthorities() throws GeneralSecurityException {
        root = TestCertificate.of("CN=Root")
                .authority(3)
                .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                .make();
        reset();
        issuer = ofRoot.listed(TestCertificate.of("CN=Issuer")
                        .authority(0)
                        .validity("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
                        .issuedBy(root))
                .make();
        ofIssuer = new AuthorityDouble("http://pki.example/issuer", issuer, TestPki.NOW);
        signer = ofIssuer.linked(TestCertificate.of("CN=Signer").issuedBy(issuer))
                .make();
        timestamper = ofIssuer.linked(TestCertificate.of("CN=Stamper")
                        .issuedBy(issuer)
                        .purposes(true, KeyPurposeId.id_kp_timeStamping))
                .make();
    }

    @BeforeEach
    void reset() {
        mode = RevocationMode.SOFT;
        ofRoot = new AuthorityDouble("http://pki.example/root", root, TestPki.NOW);
        ofIssuer = new AuthorityDouble("http://pki.example/issuer", issuer == null ? root : issuer, TestPki.NOW);
    }

    private Verdict judge(TestCms signature) throws GeneralSecurityException {
        return judge(signature, Optional.empty());
    }

    private Verdict judge(TestCms signature, Optional<Instant> verifyAt) throws GeneralSecurityException {
        byte[] encoded = signature.encoded();
        Policy policy = new Policy(Optional.empty(), Optional.empty(), false, List.of(), verifyAt);
        return new AuthenticodeVerifier(
                        policy,
                        Judging.anchors(List.of(root.certificate())),
                        Clock.fixed(TestPki.NOW, ZoneOffset.UTC),
                        (path, format) -> FakeContent.of(encoded))
                .asking(online())
                .verify(Path.of("a.exe"), FileFormat.PE);
    }

    private Online online() {
        return Online.of(
                new OnlineChecks(mode, false, Set.of()),
                (kind, address, query) ->
                        (address.getPath().startsWith("/root") ? ofRoot : ofIssuer).fetch(kind, address, query),
                new OnlineMemory(),
                Clock.fixed(TestPki.NOW, ZoneOffset.UTC));
    }

    private TestCms bare() {
        return Judging.signature(signer);
    }

    private TestCms stamped() {
        TestTimestamps timestamps = new TestTimestamps(timestamper, STAMPED);
        return Judging.signature(signer)
                .unsigned(AUTHENTICODE, v -> timestamps.token(v).build());
    }

    private static Check check(Verdict verdict, Check.Kind kind) {
        return verdict.signatures().get(0).evidence().orElseThrow().checks().stream()
                .filter(c -> c.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static List<RevocationFinding> findings(Verdict verdict) {
        return verdict.signatures().get(0).evidence().orElseThrow().revocations();
    }

    @Test
    void nobodyIsAskedWhereItIsOff() throws GeneralSecurityException {
        mode = RevocationMode.OFF;

        Verdict verdict = judge(stamped());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(check(verdict, Check.Kind.REVOCATION))
                .isEqualTo(new Check(Check.Kind.REVOCATION, false, "<revocation> is off."));
        assertThat(check(verdict, Check.Kind.TIMESTAMP_REVOCATION).made()).isFalse();
        assertThat(ofIssuer.requests()).isEmpty();
        assertThat(ofRoot.requests()).isEmpty();
    }

    @Test
    void everyCertificateButTheRootIsAskedAfter() throws GeneralSecurityException {
        mode = RevocationMode.HARD;

        Verdict verdict = judge(stamped());

        assertThat(Judging.findings(verdict)).isEmpty();
        assertThat(findings(verdict))
                .extracting(f -> f.name() + " " + f.status() + " "
                        + f.source().orElseThrow().kind())
                .containsExactly("Signer GOOD OCSP", "Issuer GOOD CRL", "Stamper GOOD OCSP");
        assertThat(check(verdict, Check.Kind.REVOCATION).words())
                .isEqualTo("2 certificates asked after, none revoked (CRL and OCSP).");
        assertThat(ofIssuer.requests()).containsExactly("GET ocsp", "GET ocsp");
        assertThat(ofRoot.requests()).containsExactly("GET crl");
    }

    @Test
    void revocationBeforeTheTimestampUndoesTheSignature() throws GeneralSecurityException {
        ofIssuer.revoke(signer, "2026-03-01T10:00:00Z", CRLReason.keyCompromise);

        assertThat(Judging.findings(judge(stamped())))
                .containsExactly("CERT_E_REVOKED The certificate \"Signer\" was revoked as of 2026-03-01T10:00:00Z"
                        + " (keyCompromise), and the signature is of 2026-03-01T10:00:00Z. Do not use the file, and"
                        + " sign it with another certificate if it is yours.");
    }

    @Test
    void revocationAfterATrustedTimestampIsToldAndChangesNothing() throws GeneralSecurityException {
        ofIssuer.revoke(signer, "2026-03-01T10:00:01Z", CRLReason.keyCompromise);

        Verdict verdict = judge(stamped());

        assertThat(verdict.isTrusted()).isTrue();
        assertThat(findings(verdict))
                .filteredOn(f -> f.name().equals("Signer"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.status()).isEqualTo(Status.REVOKED_LATER);
                    assertThat(f.since()).contains(Instant.parse("2026-03-01T10:00:01Z"));
                    assertThat(f.words()).isEqualTo("keyCompromise");
                });
        assertThat(check(verdict, Check.Kind.REVOCATION).words())
                .isEqualTo("2 certificates asked after, 1 revoked (CRL and OCSP).");
    }

    @Test
    void anyRevocationUndoesASignatureWithoutTimestamp() throws GeneralSecurityException {
        ofIssuer.revoke(signer, "2026-06-01T00:00:00Z", CRLReason.superseded);

        assertThat(Judging.findings(judge(bare())))
                .containsExactly("CERT_E_REVOKED The certificate \"Signer\" was revoked as of 2026-06-01T00:00:00Z"
                        + " (superseded), and no timestamp shows that the signature is older. Do not use the file, and"
                        + " sign it with another certificate if it is yours.");
        assertThat(judge(bare(), Optional.of(Instant.parse("2026-05-01T00:00:00Z")))
                        .isTrusted())
                .as("judged at an instant before")
                .isTrue();
    }

    @Test
    void timestampDoesNotSaveASignerForLifetime() throws GeneralSecurityException {
        TestEntity lifetime = ofIssuer.linked(TestCertificate.of("CN=Lifetime")
                        .issuedBy(issuer)
                        .purposes(
                                false,
                                KeyPurposeId.id_kp_codeSigning,
                                KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.10.3.13"))))
                .make();
        ofIssuer.revoke(lifetime, "2026-05-01T00:00:00Z", CRLReason.superseded);
        TestTimestamps timestamps = new TestTimestamps(timestamper, STAMPED);

        Verdict verdict = judge(Judging.signature(lifetime)
                .unsigned(AUTHENTICODE, v -> timestamps.token(v).build()));

        assertThat(verdict.violations()).extracting(Violation::code).containsExactly(ViolationCode.CERT_E_REVOKED);
        assertThat(verdict.signatures()
                        .get(0)
                        .evidence()
                        .orElseThrow()
                        .judgedAt()
                        .why())
                .isEqualTo("The certificate has the purpose lifetime signing, which no timestamp extends, so that the"
                        + " clock of this machine counts.");
    }

    @Test
    void earlierDateOfInvalidityCounts() throws GeneralSecurityException {
        ofIssuer.revoke(signer, "2026-05-01T00:00:00Z", CRLReason.keyCompromise, "2026-02-01T00:00:00Z");
        assertThat(judge(stamped()).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.CERT_E_REVOKED);

        ofIssuer.ocsp(Mood.DOWN);
        assertThat(judge(stamped()).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.CERT_E_REVOKED);
    }

    @Test
    void revokedAuthorityUndoesWhatItIssued() throws GeneralSecurityException {
        ofRoot.revoke(issuer, "2026-01-15T00:00:00Z", CRLReason.cACompromise);

        assertThat(judge(bare()).violations())
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .startsWith("The certificate \"Issuer\" was revoked as of 2026-01-15T00:00:00Z (cACompromise),");
    }

    @ParameterizedTest
    @CsvSource({"1", "-1"})
    void compromisedTimestampAuthorityProvesNothing(int reason) throws GeneralSecurityException {
        ofIssuer.revoke(timestamper, "2026-06-01T00:00:00Z", reason);

        Verdict verdict = judge(stamped());

        assertThat(Judging.findings(verdict))
                .containsExactly("CERT_E_REVOKED The certificate \"Stamper\" was revoked as of 2026-06-01T00:00:00Z ("
                        + (reason < 0 ? "no reason given" : "keyCompromise")
                        + "), so that its timestamps prove nothing. Timestamp the file anew.");
        assertThat(verdict.signatures().get(0).evidence().orElseThrow().judgedAt())
                .isEqualTo(new Evidence.JudgedAt(
                        TestPki.NOW,
                        Evidence.Basis.NOW,
                        "No timestamp can be relied upon, so that the clock of this machine counts."));
    }

    @Test
    void timestampAuthorityThatMerelyEndedKeepsItsOldTimestamps() throws GeneralSecurityException {
        ofIssuer.revoke(timestamper, "2026-06-01T00:00:00Z", CRLReason.cessationOfOperation);
        assertThat(judge(stamped()).isTrusted()).isTrue();

        ofIssuer.revoke(timestamper, "2026-02-01T00:00:00Z", CRLReason.cessationOfOperation);
        assertThat(Judging.findings(judge(stamped())))
                .containsExactly("CERT_E_REVOKED The certificate \"Stamper\" was revoked as of 2026-02-01T00:00:00Z"
                        + " (cessationOfOperation), before the timestamp was made. Timestamp the file anew.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOWN | HTTP 503",
                "HTML | a page for people (text/html)",
                "STALE | it is stale: it held until 2026-06-14T12:00:00Z",
                "FUTURE | it is of 2026-06-15T13:00:00Z, which is in the future",
                "OLD_WITHOUT_NEXT_UPDATE | it is stale: it is of 2026-06-13T12:00:00Z and does not say how long it holds",
                "WRONG_SIGNER | it is signed by nobody whom the issuer has entrusted with that",
                "GARBAGE | it is no answer of an OCSP responder",
                "WEAK | its signature uses an algorithm that is not accepted",
                "UNAUTHORIZED | it says unauthorized",
                "TRY_LATER | it says tryLater",
                "OTHER_CERTIFICATE | it is about another certificate",
                "UNKNOWN_CERTIFICATE | it says unknown: the responder does not know the certificate"
            })
    void answerThatDoesNotCountLeadsToTheList(Mood mood, String reason) throws GeneralSecurityException {
        ofIssuer.ocsp(mood);
        Verdict byList = judge(bare());
        assertThat(byList.isTrusted()).isTrue();
        assertThat(findings(byList).get(0).source().orElseThrow().kind()).isEqualTo("CRL");

        ofIssuer.list(Mood.DOWN);
        Verdict soft = judge(bare());
        assertThat(soft.isTrusted()).isTrue();
        assertThat(check(soft, Check.Kind.REVOCATION))
                .isEqualTo(new Check(
                        Check.Kind.REVOCATION,
                        false,
                        "Nobody could tell of \"Signer\" (OCSP at " + OCSP + ": " + reason + "; revocation list at "
                                + CRL + ": HTTP 503)."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOWN | HTTP 503",
                "STALE | it is stale: it held until 2026-06-14T12:00:00Z",
                "FUTURE | it is of 2026-06-15T13:00:00Z, which is in the future",
                "WRONG_SIGNER | it is not signed by the issuer",
                "OTHER_ISSUER | it is the list of another authority",
                "GARBAGE | it is no revocation list",
                "WEAK | its signature uses an algorithm that is not accepted",
                "DELTA | it is a delta list, which is not read",
                "INDIRECT | it is an indirect list, which is not read",
                "SOME_REASONS | it is a list for some reasons only, which is not read",
                "OTHER_KIND | it is a list of certificates of another kind",
                "OTHER_POINT | it is the list of another distribution point",
                "CRITICAL_EXTENSION | it has a critical extension that is not understood"
            })
    void listThatDoesNotCountIsAViolationInHardMode(Mood mood, String reason) throws GeneralSecurityException {
        this.mode = RevocationMode.HARD;
        ofIssuer.ocsp(Mood.DOWN).list(mood);

        assertThat(Judging.findings(judge(bare())))
                .containsExactly("CRYPT_E_REVOCATION_OFFLINE Nobody could tell whether the certificate \"Signer\" is"
                        + " revoked: OCSP at " + OCSP + ": HTTP 503; revocation list at " + CRL + ": " + reason
                        + ". Let this machine reach its authority, or set <revocation> to soft.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"WITHOUT_NEXT_UPDATE", "POST_ONLY"})
    void unusualAnswersCount(Mood mood) throws GeneralSecurityException {
        ofIssuer.ocsp(mood).revoke(signer, "2026-02-01T00:00:00Z", CRLReason.superseded);

        Verdict verdict = judge(bare());

        assertThat(findings(verdict).get(0).source().orElseThrow().kind()).isEqualTo("OCSP");
        assertThat(verdict.isTrusted()).isFalse();
    }

    @Test
    void certificateWithoutAnySourceIsToldApart() throws GeneralSecurityException {
        mode = RevocationMode.HARD;
        TestEntity silent = TestCertificate.of("CN=Silent").issuedBy(issuer).make();

        assertThat(Judging.findings(judge(Judging.signature(silent))))
                .containsExactly("CRYPT_E_NO_REVOCATION_CHECK Nobody could tell whether the certificate \"Silent\" is"
                        + " revoked: the certificate names neither an OCSP responder nor a revocation list to be asked over"
                        + " http. Let this machine reach its authority, or set <revocation> to soft.");
    }

    @Test
    void nobodyIsAskedForAnUntrustedChain() throws GeneralSecurityException {
        TestEntity stranger = ofIssuer.linked(TestCertificate.of("CN=Stranger")).make();

        Verdict verdict = judge(Judging.signature(stranger));

        assertThat(ofIssuer.requests()).isEmpty();
        assertThat(check(verdict, Check.Kind.REVOCATION).words())
                .isEqualTo("No chain leads to a trusted root, so that nobody was asked.");
    }

    @Test
    void responderMayBeOneThatTheIssuerEntrusted() throws GeneralSecurityException {
        ofIssuer.list(Mood.DOWN).signer(responder("CN=Responder").make());
        assertThat(check(judge(bare()), Check.Kind.REVOCATION).made()).isTrue();

        ofIssuer.signer(TestCertificate.of("CN=Responder")
                .issuedBy(root)
                .purposes(false, KeyPurposeId.id_kp_OCSPSigning)
                .make());
        assertThat(check(judge(bare()), Check.Kind.REVOCATION).words())
                .contains("it is signed by nobody whom the issuer has entrusted with that");

        ofIssuer.signer(TestCertificate.of("CN=Responder").issuedBy(issuer).make());
        assertThat(check(judge(bare()), Check.Kind.REVOCATION).words())
                .contains("it is signed by nobody whom the issuer has entrusted with that");
    }

    private TestCertificate responder(String name) {
        return TestCertificate.of(name).issuedBy(issuer).purposes(false, KeyPurposeId.id_kp_OCSPSigning);
    }

    @Test
    void revokedResponderIsNotBelieved() throws GeneralSecurityException {
        TestEntity responder = ofIssuer.listed(responder("CN=Responder")).make();
        ofIssuer.signer(responder).revoke(responder, "2026-06-01T00:00:00Z", CRLReason.keyCompromise);

        assertThat(findings(judge(bare())).get(0).source().orElseThrow().kind()).isEqualTo("CRL");
    }

    @Test
    void responderWhoseIssuerWantsNoCheckIsNotCheckedItself() throws GeneralSecurityException {
        TestEntity responder = ofIssuer.listed(responder("CN=Responder"))
                .extension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.5"), false, DERNull.INSTANCE)
                .make();
        ofIssuer.signer(responder).list(Mood.DOWN);

        assertThat(check(judge(bare()), Check.Kind.REVOCATION).made()).isTrue();
        assertThat(ofIssuer.requests()).containsOnly("GET ocsp");
    }

    @Test
    void answersAreFetchedOnceForAllFiles() throws GeneralSecurityException, IOException {
        Online online = online();
        byte[] encoded = stamped().encoded();
        AuthenticodeVerifier verifier = new AuthenticodeVerifier(
                        new Policy(Optional.empty(), Optional.empty(), false, List.of(), Optional.empty()),
                        Judging.anchors(List.of(root.certificate())),
                        Clock.fixed(TestPki.NOW, ZoneOffset.UTC),
                        (path, format) -> FakeContent.of(encoded))
                .asking(online);

        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify(Path.of("a.exe"), FileFormat.PE).isTrusted())
                    .isTrue();
        }

        assertThat(ofIssuer.requests()).containsExactly("GET ocsp", "GET ocsp");
        assertThat(ofRoot.requests()).containsExactly("GET crl");
    }
}
