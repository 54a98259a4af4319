package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * The client that gets RFC 3161 timestamps from a list of authorities. What is known of each of them is known to the
 * whole build: which one works, how much it bears, and whether it is any use to ask at all. A file that none of them
 * served has failed the build already, so the ones after it ask each authority once and do not wait in turn for a
 * network that is gone.
 *
 * <p>Safe for use by several threads.
 */
public final class TimestampClient {
    private static final int NONCE_BITS = 64;
    /** Ten times what a timestamp usually takes: enough where another authority is there to be asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Timestamping settings;
    private final List<URI> addresses;
    private final TimestampTransport transport;
    private final BuildMemory memory;
    private final SecureRandom random = new SecureRandom();

    /** A client of authorities that nobody else asks. */
    public TimestampClient(Timestamping settings, List<URI> addresses, TimestampTransport transport) {
        this(settings, addresses, transport, new BuildMemory(Clock.systemUTC(), Sleeper.REAL));
    }

    /** @param memory of the build, where others that ask the same authorities leave what they learn */
    public TimestampClient(
            Timestamping settings, List<URI> addresses, TimestampTransport transport, BuildMemory memory) {
        this.settings = settings;
        this.addresses = List.copyOf(addresses);
        this.transport = transport;
        this.memory = memory;
        if (addresses.isEmpty()) {
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
        boolean hopeless = authorities().stream().allMatch(TimestampAuthority::isGivenUp);
        int attempts = hopeless ? Math.min(settings.attempts(), addresses.size()) : settings.attempts();
        AuthorityRotation turns = new AuthorityRotation(addresses, fittest(), settings.retryDelay());
        try {
            return new TimestampAttempts(turns, attempts, memory).run(address -> {
                TimestampQuery query = TimestampQuery.of(digest, signature, new BigInteger(NONCE_BITS, random));
                return query.token(transport.ask(address, query.encoded(), patience(address)));
            });
        } catch (TimestampException e) {
            authorities().forEach(TimestampAuthority::giveUp);
            throw e;
        }
    }

    /** Ends with the engine that it belongs to. */
    public void close() {
        transport.close();
    }

    private int fittest() {
        List<TimestampAuthority> authorities = authorities();
        return IntStream.range(0, authorities.size())
                .filter(i -> authorities.get(i).isFit())
                .findFirst()
                .orElse(0);
    }

    private Duration patience(URI asked) {
        boolean another = addresses.stream()
                .anyMatch(address ->
                        !address.equals(asked) && memory.authority(address).isFit());
        return another && settings.timeout().compareTo(PATIENCE) > 0 ? PATIENCE : settings.timeout();
    }

    private List<TimestampAuthority> authorities() {
        return addresses.stream().map(memory::authority).toList();
    }
}
