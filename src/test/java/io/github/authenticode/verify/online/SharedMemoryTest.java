package io.github.authenticode.verify.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.Fetcher.NoAnswerException;
import io.github.authenticode.verify.online.revocation.Issuer;
import io.github.authenticode.verify.online.revocation.RevocationStatus;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of what several files of a build have in common, and what not. */
class SharedMemoryTest {
    private static final Clock CLOCK = Clock.fixed(TestPki.NOW, ZoneOffset.UTC);

    private final OnlineMemory memory = new OnlineMemory();
    private final List<URI> silent = new ArrayList<>();
    private TestEntity issuer;
    private TestEntity signer;
    private AuthorityDouble authority;

    @BeforeEach
    void makeAuthority() throws GeneralSecurityException {
        issuer = TestCertificate.of("CN=Issuer").authority(0).make();
        authority = new AuthorityDouble("http://pki.example", issuer, TestPki.NOW);
        signer = linked("CN=Signer");
    }

    private TestEntity linked(String name) throws GeneralSecurityException {
        return authority.linked(TestCertificate.of(name).issuedBy(issuer)).make();
    }

    private RevocationStatus standing(TestEntity entity, FileBudget budget) throws InterruptedException {
        Fetcher fetcher = (kind, address, query) -> {
            if (silent.stream().anyMatch(s -> address.toString().startsWith(s.toString()))) {
                throw new NoAnswerException("no answer within 15s", new IOException());
            }
            return authority.fetch(kind, address, query);
        };
        return new Revocations(fetcher, memory, CLOCK)
                .of(entity.certificate(), Issuer.of(issuer.certificate()), budget);
    }

    @Test
    void budgetThatEndsAtTheRespondersCertificateIsOfOneFile() throws Exception {
        authority.signer(authority
                .listed(TestCertificate.of("CN=Responder")
                        .issuedBy(issuer)
                        .purposes(true, KeyPurposeId.id_kp_OCSPSigning))
                .make());
        FileBudget spent = new FileBudget();
        for (int i = 0; i < 31; i++) {
            spent.spend(Kind.CRL, URI.create("http://elsewhere.example/" + i));
        }

        assertThat(standing(signer, spent))
                .isInstanceOfSatisfying(
                        RevocationStatus.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .contains("not asked, since 32 requests were made for this file"));

        assertThat(standing(signer, new FileBudget()))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.source().kind()).isEqualTo("OCSP"));
    }

    @Test
    void deadResponderIsAskedTwiceInABuildAndItsListServes() throws Exception {
        silent.add(URI.create("http://pki.example/ocsp"));
        for (int i = 0; i < 5; i++) {
            assertThat(standing(linked("CN=Signer " + i), new FileBudget()))
                    .isInstanceOfSatisfying(
                            RevocationStatus.Good.class,
                            good -> assertThat(good.source().kind()).isEqualTo("CRL"));
        }
        silent.clear();

        standing(signer, new FileBudget());

        assertThat(authority.requests()).containsExactly("GET crl");
    }

    @Test
    void keyInAnAddressIsNotToldOn() throws Exception {
        authority = new AuthorityDouble("http://pki.example", issuer, TestPki.NOW);
        TestEntity odd = new AuthorityDouble("http://user:canary@pki.example/x?key=canary", issuer, TestPki.NOW)
                .linked(TestCertificate.of("CN=Odd").issuedBy(issuer))
                .make();
        silent.add(URI.create("http://user:canary@pki.example/x"));

        assertThat(standing(odd, new FileBudget()))
                .isInstanceOfSatisfying(
                        RevocationStatus.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .isEqualTo(
                                        "OCSP at http://****@pki.example/x?key=****: no answer within 15s; revocation list at"
                                                + " http://****@pki.example/x?key=****: no answer within 15s"));
    }
}
