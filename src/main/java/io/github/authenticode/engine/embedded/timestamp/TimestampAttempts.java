package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.pace.AdaptiveLimit;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.TimestampAuthority;
import io.github.authenticode.engine.embedded.timestamp.TimestampTransport.RefusedException;
import io.github.authenticode.engine.embedded.timestamp.TimestampTransport.ThrottledException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.bouncycastle.tsp.TimeStampToken;

/** The way of one signature from authority to authority, until one of them gives it a timestamp. */
final class TimestampAttempts {
    /** Who asks to be left alone for longer is not waited for: that would hide from the user that nothing works. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    private final AuthorityRotation turns;
    private final BuildMemory memory;
    private int attemptsLeft;
    private boolean askedInThisRound;

    /** @param attempts requests in all; one that is throttled does not count while the authority serves others */
    TimestampAttempts(AuthorityRotation turns, int attempts, BuildMemory memory) {
        this.turns = turns;
        this.attemptsLeft = attempts;
        this.memory = memory;
    }

    /** The request to one authority. */
    @FunctionalInterface
    interface Request {
        TimeStampToken send(URI authority) throws IOException, InterruptedException;
    }

    TimeStampToken run(Request request) throws InterruptedException {
        while (true) {
            URI address = turns.current();
            try {
                return ask(address, request);
            } catch (ThrottledException e) {
                turns.busy(words(e));
                if (attemptsLeft <= 0) {
                    throw new TimestampException(turns.reasons(), e);
                }
                takeRetry(e);
            } catch (IOException e) {
                turns.failed(words(e), e instanceof RefusedException);
                endRound();
                if (attemptsLeft <= 0 || turns.exhausted()) {
                    throw new TimestampException(turns.reasons(), e);
                }
                waitForNextRound(e);
            }
        }
    }

    private TimeStampToken ask(URI address, Request request) throws IOException, InterruptedException {
        TimestampAuthority authority = memory.authority(address);
        Duration longest = longestRest();
        if (authority.limit().rest().compareTo(longest) > 0) {
            throw new IOException(resting(authority.limit().rest()));
        }
        if (authority.isShunned()) {
            throw notAskedAgain(authority);
        }
        long successesBefore = authority.limit().successes();
        try (AdaptiveLimit.Permit permit = authority.limit().enter(longest)) {
            if (!authority.mayBeAsked()) {
                throw notAskedAgain(authority);
            }
            return ask(address, request, permit);
        } catch (AdaptiveLimit.RestException e) {
            throw new IOException(resting(e.rest()), e);
        } catch (ThrottledException e) {
            attemptsLeft -= authority.limit().successes() > successesBefore ? 0 : 1;
            throw e;
        }
    }

    private TimeStampToken ask(URI address, Request request, AdaptiveLimit.Permit permit)
            throws IOException, InterruptedException {
        TimestampAuthority authority = memory.authority(address);
        askedInThisRound = true;
        try {
            TimeStampToken token = request.send(address);
            authority.answered();
            permit.succeeded();
            memory.retries().earn();
            return token;
        } catch (ThrottledException e) {
            authority.throttled();
            permit.throttled(e.rest());
            throw e;
        } catch (IOException e) {
            attemptsLeft--;
            authority.failed(words(e));
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            // Whoever was let ask must tell how it went, or nobody else is let ask.
            authority.failed(String.valueOf(e));
            throw e;
        }
    }

    /** Nobody is waited for while another authority can be asked. */
    private Duration longestRest() {
        return turns.isAnother(address -> memory.authority(address).isFit()) ? Duration.ZERO : LONGEST_REST;
    }

    private static String resting(Duration rest) {
        return "wants to be left alone for " + Math.max(1, rest.toSeconds()) + " more seconds";
    }

    private static IOException notAskedAgain(TimestampAuthority authority) {
        return new IOException(authority.lastFailure() + " (" + TimestampAuthority.FAILURES
                + " times in a row, and not asked again yet)");
    }

    /** A round in which nobody could be asked counts as an attempt, or it would never end. */
    private void endRound() {
        if (turns.isRoundComplete()) {
            attemptsLeft -= askedInThisRound ? 0 : 1;
            askedInThisRound = false;
        }
    }

    private void waitForNextRound(IOException last) throws InterruptedException {
        Duration delay = turns.delay();
        if (delay.isZero()) {
            return;
        }
        takeRetry(last);
        memory.sleeper().sleep(delay);
    }

    private void takeRetry(IOException last) {
        if (!memory.retries().take()) {
            throw new TimestampException(turns.reasons() + ". " + RetryBudget.USED_UP, last);
        }
    }

    private static String words(IOException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "no reason given");
    }
}
