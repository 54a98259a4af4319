package io.github.authenticode.cloud.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.testing.run.SampleProblem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignatureLedgerTest {
    private static final byte[] DIGEST = {1, 2, 3};

    private static X509Certificate certificate;

    private final SignatureLedger ledger = new SignatureLedger();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestPki.create().signer().certificate();
    }

    @Test
    void sameDigestIsSignedOnceForAllModules() throws Exception {
        DeduplicatingKey one = new DeduplicatingKey(this::sign, ledger);
        DeduplicatingKey other = new DeduplicatingKey(this::sign, ledger);

        SignedDigest first = one.sign(DigestAlgorithm.SHA256, DIGEST);
        SignedDigest second = other.sign(DigestAlgorithm.SHA256, DIGEST.clone());

        assertThat(second).isSameAs(first);
        assertThat(asked).hasValue(1);
        assertThat(one.reused()).isZero();
        assertThat(other.reused()).isOne();
    }

    @Test
    void sameDigestByAnotherAlgorithmIsAnotherSignature() throws Exception {
        DeduplicatingKey key = new DeduplicatingKey(this::sign, ledger);

        key.sign(DigestAlgorithm.SHA256, DIGEST);
        key.sign(DigestAlgorithm.SHA384, DIGEST);

        assertThat(asked).hasValue(2);
    }

    @Test
    void chainCostsOneSignatureInTheWholeBuild() throws Exception {
        assertThat(new DeduplicatingKey(this::sign, ledger).chain()).containsExactly(certificate);
        assertThat(new DeduplicatingKey(this::sign, ledger).chain()).containsExactly(certificate);

        assertThat(asked).hasValue(1);
    }

    @Test
    void chainIsKnownFromAnySignature() throws Exception {
        DeduplicatingKey key = new DeduplicatingKey(this::sign, ledger);
        key.sign(DigestAlgorithm.SHA256, DIGEST);

        assertThat(key.chain()).containsExactly(certificate);

        assertThat(asked).hasValue(1);
    }

    @Test
    void refusalIsNotRemembered() throws Exception {
        DeduplicatingKey refused = new DeduplicatingKey(
                (algorithm, digest) -> {
                    throw new CloudException(SampleProblem.of("busy", "It is busy.", "Wait."), true);
                },
                ledger);
        assertThatThrownBy(() -> refused.sign(DigestAlgorithm.SHA256, DIGEST)).hasMessage("It is busy. Wait.");

        new DeduplicatingKey(this::sign, ledger).sign(DigestAlgorithm.SHA256, DIGEST);

        assertThat(asked).hasValue(1);
    }

    @Test
    void manyWhoAskAtOnceShareOneSignature() throws Exception {
        CountDownLatch allThere = new CountDownLatch(8);
        DeduplicatingKey key = new DeduplicatingKey(
                (algorithm, digest) -> {
                    allThere.await();
                    return sign(algorithm, digest);
                },
                ledger);
        Callable<SignedDigest> ask = () -> {
            allThere.countDown();
            return key.sign(DigestAlgorithm.SHA256, DIGEST);
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<SignedDigest>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(ask));
            }
            for (Future<SignedDigest> answer : answers) {
                assertThat(answer.get().signature()).isEqualTo(DIGEST);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(asked).hasValue(1);
        assertThat(key.reused()).isEqualTo(7);
    }

    @Test
    void whoWaitsForOneThatIsRefusedAsksItself() throws Exception {
        CountDownLatch firstAsks = new CountDownLatch(1);
        CountDownLatch secondComes = new CountDownLatch(1);
        DeduplicatingKey refused = new DeduplicatingKey(
                (algorithm, digest) -> {
                    firstAsks.countDown();
                    secondComes.await();
                    throw new CloudException(SampleProblem.of("busy", "It is busy.", "Wait."), true);
                },
                ledger);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<SignedDigest> first = threads.submit(() -> refused.sign(DigestAlgorithm.SHA256, DIGEST));
            Future<SignedDigest> second = threads.submit(() -> {
                firstAsks.await();
                secondComes.countDown();
                return new DeduplicatingKey(this::sign, ledger).sign(DigestAlgorithm.SHA256, DIGEST);
            });
            assertThat(second.get().signature()).isEqualTo(DIGEST);
            assertThatThrownBy(first::get).hasCauseInstanceOf(CloudException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    private SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) {
        asked.incrementAndGet();
        return new SignedDigest(digest, List.of(certificate), "operation");
    }
}
