package io.github.authenticode.cloud.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token in use. It is asked for once, by whoever comes first, and again before it ends; a set of files that takes
 * longer than a token lives goes on signing. The lock is one that an interrupted thread does not wait for.
 */
public final class TokenCache {
    /** So long before its end a token is replaced, so that no request starts with one that ends on the way. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Of a token that lives shorter than usual, this part of its life is the margin. */
    private static final int SHORT_LIFE_PART = 5;

    /** A replacement that failed is not asked for again at once while the old token is still good, as in azure-core. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final Slot slot;
    private final TokenSource source;
    private final Clock clock;
    private @Nullable CloudException refused;

    /**
     * The place of one credential's token. It outlives the source, so that a build of many modules asks for one token.
     */
    public static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Held current;
    }

    private record Held(AccessToken token, Instant replaceAt) {
        static Held from(AccessToken token, Instant now) {
            Duration part = Duration.between(now, token.expiresAt()).dividedBy(SHORT_LIFE_PART);
            return new Held(token, token.expiresAt().minus(part.compareTo(MARGIN) < 0 ? part : MARGIN));
        }

        Held keptAt(Instant now) {
            Instant later = now.plus(AFTER_FAILURE);
            return new Held(token, later.isBefore(token.expiresAt()) ? later : token.expiresAt());
        }

        boolean serves(Instant now) {
            return now.isBefore(replaceAt);
        }
    }

    public TokenCache(TokenSource source, Clock clock) {
        this(new Slot(), source, clock);
    }

    /** @param slot where a token may be already */
    public TokenCache(Slot slot, TokenSource source, Clock clock) {
        this.slot = slot;
        this.source = source;
        this.clock = clock;
    }

    /** A token that is good for some minutes more, or for as long as its source makes them. */
    public AccessToken token() throws CloudException, InterruptedException {
        Held held = slot.current;
        if (held != null && held.serves(clock.instant())) {
            return held.token();
        }
        slot.lock.lockInterruptibly();
        try {
            return underLock();
        } finally {
            slot.lock.unlock();
        }
    }

    /**
     * Asks for the token before anybody needs it. A failure is kept for who asks for it next, so that a password which
     * is wrong is not tried twice.
     */
    public void signIn() {
        slot.lock.lock();
        try {
            underLock();
        } catch (CloudException e) {
            refused = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            slot.lock.unlock();
        }
    }

    private AccessToken underLock() throws CloudException, InterruptedException {
        CloudException failure = refused;
        if (failure != null) {
            refused = null;
            throw failure;
        }
        Held held = slot.current;
        if (held != null && held.serves(clock.instant())) {
            return held.token();
        }
        Held next;
        try {
            next = Held.from(source.fetch(), clock.instant());
        } catch (CloudException e) {
            if (held == null
                    || !e.isRetryable()
                    || !clock.instant().isBefore(held.token().expiresAt())) {
                throw e;
            }
            next = held.keptAt(clock.instant());
        }
        slot.current = next;
        return next.token();
    }

    /** Forgets a token that was refused; one that has taken its place meanwhile stays. */
    public void discard(AccessToken refused) throws InterruptedException {
        slot.lock.lockInterruptibly();
        try {
            Held held = slot.current;
            if (held != null && held.token().equals(refused)) {
                slot.current = null;
            }
        } finally {
            slot.lock.unlock();
        }
    }
}
