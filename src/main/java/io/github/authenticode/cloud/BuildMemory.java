package io.github.authenticode.cloud;

import io.github.authenticode.cloud.key.FetchedChain;
import io.github.authenticode.cloud.key.PinGate;
import io.github.authenticode.cloud.key.SignatureLedger;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.plan.identity.Identity;
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
    private final ConcurrentMap<List<Object>, FetchedChain> chains = new ConcurrentHashMap<>();
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

    /** What the key of this identity has signed. */
    public SignatureLedger ledger(Identity identity) {
        return ledgers.computeIfAbsent(key(identity, identity.signer()), key -> new SignatureLedger());
    }

    /**
     * The certificate of this identity, where its service tells it without a signature. Whoever signs in otherwise may
     * be refused it, so that he asks himself.
     */
    public FetchedChain chain(Identity identity) {
        return chains.computeIfAbsent(
                List.of(key(identity, identity.signer()), identity.azureCredential()), key -> new FetchedChain());
    }

    /**
     * The place of a token of Azure.
     *
     * @param resource that the token opens
     * @param signIn who signs in: credential and exclusions
     */
    public TokenCache.Slot token(String resource, Object... signIn) {
        return tokens.computeIfAbsent(List.of(resource, List.of(signIn)), key -> new TokenCache.Slot());
    }

    /** How much the service of this identity bears. */
    public ServicePace pace(Identity identity) {
        return paces.computeIfAbsent(key(identity, identity.service()), key -> ServicePace.of(clock, sleeper, retries));
    }

    private static List<Object> key(Identity identity, List<String> words) {
        return List.of(identity.element(), words);
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
