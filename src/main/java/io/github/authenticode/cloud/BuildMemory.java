package io.github.authenticode.cloud;

import io.github.authenticode.cloud.key.PinGate;
import io.github.authenticode.cloud.key.SignatureLedger;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.plan.identity.Identity.ArtifactSigning;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The memory that one build, however many modules and executions it has, keeps of the services that it asks: tokens,
 * signatures, by which name Azure's logs know it, and how much each service bears. Nothing in it holds a thread or a
 * connection.
 */
public final class BuildMemory {
    private final Clock clock;
    private final Sleeper sleeper;
    private final ConcurrentMap<List<Object>, SignatureLedger> ledgers = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<Object>, TokenCache.Slot> tokens = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<Object>, ServicePace> paces = new ConcurrentHashMap<>();
    private final ConcurrentMap<URI, TimestampAuthority> authorities = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<String>, PinGate> pins = new ConcurrentHashMap<>();
    private final RetryBudget retries = new RetryBudget();
    private final String correlationId = UUID.randomUUID().toString();

    /** @param sleeper waits until a service wants to be asked again */
    public BuildMemory(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** What this certificate profile has signed. */
    public SignatureLedger ledger(ArtifactSigning identity) {
        URI endpoint = identity.endpoint();
        return ledgers.computeIfAbsent(
                List.of(endpoint, identity.account(), identity.certificateProfile()), key -> new SignatureLedger());
    }

    /** The place of the token of whoever signs in for this identity. */
    public TokenCache.Slot token(ArtifactSigning identity) {
        return tokens.computeIfAbsent(
                List.of(identity.credential(), identity.excludeCredentials()), key -> new TokenCache.Slot());
    }

    /** How much the account of this identity bears. */
    public ServicePace pace(ArtifactSigning identity) {
        return paces.computeIfAbsent(
                List.of(identity.endpoint(), identity.account()), key -> ServicePace.of(clock, sleeper, retries));
    }

    /** What is known of the authority at this address. */
    public TimestampAuthority authority(URI address) {
        return authorities.computeIfAbsent(address, key -> new TimestampAuthority(clock, sleeper));
    }

    /**
     * The way to the PIN of a token.
     *
     * @param token what tells it from others: model, serial number, label
     */
    public PinGate pin(List<String> token) {
        return pins.computeIfAbsent(List.copyOf(token), key -> new PinGate());
    }

    /** How often the build may still ask anybody once more. */
    public RetryBudget retries() {
        return retries;
    }

    /** Waits between two tries. */
    public Sleeper sleeper() {
        return sleeper;
    }

    /** For an identity that names none. */
    public String correlationId() {
        return correlationId;
    }
}
