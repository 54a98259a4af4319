package io.github.authenticode.engine.embedded;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Gets RFC 3161 timestamps from a list of authorities, for all files of a run. It remembers which authority worked last
 * and begins there, and it remembers when none did: the file that learned it has failed the build already, so the ones
 * after it ask each authority once and do not wait in turn for a network that is gone.
 *
 * <p>Safe for use by several threads.
 */
final class TimestampClient {
    private static final int NONCE_BITS = 64;

    private final Timestamping settings;
    private final List<URI> authorities;
    private final TimestampTransport transport;
    private final SecureRandom random = new SecureRandom();

    private volatile int preferred;
    private volatile boolean allDown;

    TimestampClient(Timestamping settings, List<URI> authorities, TimestampTransport transport) {
        this.settings = settings;
        this.authorities = List.copyOf(authorities);
        this.transport = transport;
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("There is no authority to ask");
        }
    }

    /**
     * Gets a timestamp and proves that it is one of this signature.
     *
     * @param signature the signature value of the SignerInfo
     * @throws TimestampException if no authority gave one within the attempts allowed
     */
    TimeStampToken timestamp(DigestAlgorithm digest, byte[] signature) throws InterruptedException {
        AuthorityTurns turns = new AuthorityTurns(authorities, preferred, settings.retryDelay());
        try {
            TimeStampToken token = Failsafe.with(policy(turns)).get(() -> ask(turns, digest, signature));
            allDown = false;
            return token;
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                // Failsafe restores the flag; the caller gets the exception instead, and must not see both.
                Thread.interrupted();
                throw interrupted;
            }
            allDown = true;
            throw new TimestampException(turns.reasons(), e);
        }
    }

    /** Ends with the engine that it belongs to. */
    void close() {
        transport.close();
    }

    private RetryPolicy<TimeStampToken> policy(AuthorityTurns turns) {
        int attempts = allDown ? Math.min(settings.attempts(), authorities.size()) : settings.attempts();
        return RetryPolicy.<TimeStampToken>builder()
                .handle(IOException.class)
                .abortIf((token, failure) -> turns.exhausted())
                .withDelayFn(context -> turns.delay())
                .withMaxAttempts(attempts)
                .build();
    }

    private TimeStampToken ask(AuthorityTurns turns, DigestAlgorithm digest, byte[] signature)
            throws IOException, InterruptedException {
        URI authority = turns.current();
        try {
            TimestampQuery query = TimestampQuery.of(digest, signature, new BigInteger(NONCE_BITS, random));
            TimeStampToken token = query.token(transport.ask(authority, query.encoded()));
            preferred = authorities.indexOf(authority);
            return token;
        } catch (IOException e) {
            turns.failed(
                    Objects.requireNonNullElse(e.getMessage(), "no reason given"),
                    e instanceof TimestampTransport.RefusedException);
            throw e;
        }
    }
}
