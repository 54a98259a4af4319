package io.github.authenticode.verify.online.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.online.Fetcher;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.FileBudget;
import io.github.authenticode.verify.online.Intermediates;
import io.github.authenticode.verify.online.OnlineMemory;
import io.github.authenticode.verify.online.Revocations;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers that somebody on the way has changed, by a seeded mutator: none may throw, and none may say anything else
 * than the true one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAnswersTest {
    private static final int MUTANTS = 1500;
    private static final String BASE = "http://pki.example";

    private TestEntity issuer;
    private TestEntity signer;
    private AuthorityDouble authority;

    @BeforeAll
    void makeAuthority() throws GeneralSecurityException {
        // To verify by RSA takes a tenth of the time that an elliptic curve takes.
        issuer = TestCertificate.of("CN=Issuer")
                .authority(0)
                .keys(TestCertificate.keyPair("RSA", 2048))
                .make();
        authority = new AuthorityDouble(BASE, issuer, TestPki.NOW);
        signer = authority
                .linked(TestCertificate.of("CN=Signer").issuedBy(issuer))
                .make();
        authority.revoke(signer, "2026-03-01T00:00:00Z", CRLReason.superseded);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"OCSP", "CRL"})
    void changedAnswerSaysNothingElse(Kind kind) throws Exception {
        byte[] answer = answer(kind);
        Random random = new Random(20261122);
        RevocationStatus honest = standing(kind, answer);
        assertThat(honest).isInstanceOf(RevocationStatus.Revoked.class);

        for (int i = 0; i < MUTANTS; i++) {
            RevocationStatus standing = standing(kind, mutant(answer, random));
            assertThat(standing.equals(honest) || standing instanceof RevocationStatus.Unknown)
                    .as("mutant %s: %s", i, standing)
                    .isTrue();
        }
    }

    @Test
    void changedCertificatesAreReadOrRefused() throws Exception {
        byte[] answer = AuthorityDouble.pkcs7(issuer.chain());
        Random random = new Random(20261122);

        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(answer, random);
            Fetcher fetcher = (kind, address, query) -> mutant;
            assertThat(new Intermediates(fetcher, new OnlineMemory()).issuersOf(signer.certificate(), new FileBudget()))
                    .hasSize(1);
        }
    }

    private byte[] answer(Kind kind) throws IOException {
        return kind == Kind.CRL
                ? authority.fetch(Kind.CRL, URI.create(BASE + "/crl"), Optional.empty())
                : authority.fetch(
                        Kind.OCSP,
                        URI.create(BASE + "/ocsp"),
                        Optional.of(OcspQuestion.of(signer.certificate(), Issuer.of(issuer.certificate()))
                                .encoded()));
    }

    private RevocationStatus standing(Kind answered, byte[] answer) throws InterruptedException {
        Fetcher fetcher = (kind, address, query) -> {
            if (kind != answered) {
                throw new IOException("HTTP 503");
            }
            return answer;
        };
        return new Revocations(fetcher, new OnlineMemory(), Clock.fixed(TestPki.NOW, ZoneOffset.UTC))
                .of(signer.certificate(), Issuer.of(issuer.certificate()), new FileBudget());
    }

    private static byte[] mutant(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int where = random.nextInt(mutant.length);
        switch (random.nextInt(4)) {
            case 0 -> mutant[where] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[where] = (byte) random.nextInt(256);
            case 2 -> mutant = Arrays.copyOf(mutant, where);
            default -> Arrays.fill(mutant, where, Math.min(mutant.length, where + 4), (byte) 0xFF);
        }
        return mutant;
    }
}
