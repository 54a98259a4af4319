package io.github.authenticode.engine.embedded.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.engine.embedded.keys.Issued;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampTransport.RefusedException;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TimestampClientTest {
    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");
    private static final byte[] SIGNATURE = {1, 2, 3};

    @TempDir
    static Path folder;

    private static TestAuthority authority;

    private final Authorities network = new Authorities();

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(folder, Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource
    void tokenIsOneOfTheSignature(DigestAlgorithm digest) throws Exception {
        TimeStampToken token = client(1, Duration.ofHours(1), A).timestamp(digest, SIGNATURE);

        assertThat(token.getTimeStampInfo().getMessageImprintDigest())
                .isEqualTo(MessageDigest.getInstance(digest.jcaName()).digest(SIGNATURE));
        assertThat(token.getTimeStampInfo().getMessageImprintAlgOID().getId()).isEqualTo(digest.oid());
    }

    @Test
    void nextAuthorityIsAskedWithoutWaiting() throws Exception {
        network.failing(A, new IOException("HTTP 503"));

        TimeStampToken token = client(2, Duration.ofHours(1), A, B).timestamp(DigestAlgorithm.SHA256, SIGNATURE);

        assertThat(token).isNotNull();
        assertThat(network.asked).containsExactly(A, B);
    }

    @Test
    void authorityThatWorkedIsAskedFirstFromThenOn() throws Exception {
        network.failing(A, new IOException("HTTP 503"));
        TimestampClient client = client(2, Duration.ofHours(1), A, B);

        for (int file = 0; file < 3; file++) {
            client.timestamp(DigestAlgorithm.SHA256, SIGNATURE);
        }

        assertThat(network.asked).containsExactly(A, B, B, B);
    }

    @Test
    void everyAuthorityIsNamedWithItsLastReason() {
        network.failing(A, new IOException("unknown host"));
        network.failing(B, new IOException("HTTP 503"));

        assertThatThrownBy(() -> client(3, Duration.ofMillis(1), A, B).timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .isInstanceOf(TimestampException.class)
                .hasMessage("http://a: unknown host; http://b: HTTP 503");
        assertThat(network.asked).containsExactly(A, B, A);
    }

    @Test
    void authorityThatRefusesIsAskedOnce() {
        network.failing(A, new RefusedException("HTTP 404"));
        network.failing(B, new IOException("HTTP 503"));

        assertThatThrownBy(() -> client(4, Duration.ofMillis(1), A, B).timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessage("http://a: HTTP 404; http://b: HTTP 503");
        assertThat(network.asked).containsExactly(A, B, B, B);
    }

    @Test
    void nobodyIsAskedAgainWhenAllRefuse() {
        network.failing(A, new RefusedException("HTTP 404"));

        assertThatThrownBy(() -> client(9, Duration.ofHours(1), A).timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessage("http://a: HTTP 404");
        assertThat(network.asked).containsExactly(A);
    }

    @Test
    void afterAFileWithoutTimestampTheNextOnesAskEachAuthorityOnce() throws Exception {
        network.failing(A, new IOException("HTTP 503"));
        TimestampClient client = client(5, Duration.ofMillis(1), A);

        for (int file = 0; file < 3; file++) {
            assertThatThrownBy(() -> client.timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                    .hasMessage("http://a: HTTP 503");
        }
        assertThat(network.asked).hasSize(5 + 1 + 1);

        network.failures.clear();
        client.timestamp(DigestAlgorithm.SHA256, SIGNATURE);
        network.failing(A, new IOException("HTTP 503"));
        assertThatThrownBy(() -> client.timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessage("http://a: HTTP 503");
        assertThat(network.asked).hasSize(7 + 1 + 5);
    }

    @Test
    void oldAnswerIsRefused() throws Exception {
        List<byte[]> answers = new ArrayList<>();
        TimestampClient client = new TimestampClient(settings(1, Duration.ZERO), List.of(A), (uri, query) -> {
            answers.add(authority.respond(query));
            return answers.get(0);
        });
        client.timestamp(DigestAlgorithm.SHA256, SIGNATURE);

        assertThatThrownBy(() -> client.timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessage("http://a: the timestamp is not valid: response contains wrong nonce value.");
    }

    @Test
    void alteredTokenIsRefused() {
        TimestampClient client = new TimestampClient(settings(1, Duration.ZERO), List.of(A), (uri, query) -> {
            byte[] answer = authority.respond(query);
            answer[answer.length - 1] ^= 1; // the end is the signature value
            return answer;
        });

        assertThatThrownBy(() -> client.timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessageStartingWith("http://a: the timestamp is not valid: ");
    }

    @Test
    void certificateMustBeForTimestampsAndNothingElse() throws Exception {
        Issued root = Issued.root("CN=Root");
        Issued good = root.holder("CN=Good", KeyPurposeId.id_kp_timeStamping);
        Issued both = root.holder("CN=Both", KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning);

        assertThat(signedBy(good).timestamp(DigestAlgorithm.SHA256, SIGNATURE)).isNotNull();
        assertThatThrownBy(() -> signedBy(both).timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .hasMessage("http://a: the timestamp is not valid: ExtendedKeyUsage not solely time stamping.");
    }

    private static TimestampClient signedBy(Issued signer) {
        return new TimestampClient(settings(1, Duration.ZERO), List.of(A), (uri, query) -> {
            try {
                return ForeignToken.signedBy(signer, authority.respond(query));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void interruptEndsTheWait() throws Exception {
        network.failing(A, new IOException("HTTP 503"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client(2, Duration.ofHours(1), A).timestamp(DigestAlgorithm.SHA256, SIGNATURE))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private TimestampClient client(int attempts, Duration retryDelay, URI... authorities) {
        return new TimestampClient(settings(attempts, retryDelay), List.of(authorities), network);
    }

    private static Timestamping settings(int attempts, Duration retryDelay) {
        return new Timestamping(true, List.of(), attempts, retryDelay, Duration.ofSeconds(10));
    }

    /** Authorities that answer, but for those told to fail. */
    private static final class Authorities implements TimestampTransport {
        private final Map<URI, IOException> failures = new HashMap<>();
        private final List<URI> asked = new ArrayList<>();

        void failing(URI uri, IOException failure) {
            failures.put(uri, failure);
        }

        @Override
        public byte[] ask(URI uri, byte[] query) throws IOException {
            asked.add(uri);
            Optional<IOException> failure = Optional.ofNullable(failures.get(uri));
            if (failure.isPresent()) {
                throw failure.get();
            }
            return authority.respond(query);
        }
    }
}
