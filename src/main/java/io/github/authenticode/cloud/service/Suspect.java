package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.token.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A possible cause of a refusal. Some can be proven or excluded by what is at hand: the token's own claims and the two
 * clocks; the others can only be named.
 */
public interface Suspect {
    /** Servers tolerate so much. */
    Duration TOLERANCE = Duration.ofMinutes(5);

    /** Empty if there is nothing to be said about it. */
    Optional<Finding> judge(RefusalContext circumstances);

    /** One that cannot be judged from here. */
    static Suspect open(String text) {
        return circumstances -> Finding.open(circumstances.fill(text));
    }

    /** A token that opens something else. */
    static Suspect audience(String expected) {
        return circumstances -> {
            Optional<TokenClaims> claims = circumstances.answer().claims();
            if (claims.isEmpty()) {
                return Finding.found("what was sent is no access token of Entra");
            }
            return claims.get().audience().flatMap(audience -> {
                if (audience.equals(expected)) {
                    return Finding.excluded("the token is for " + audience);
                }
                return audience.contains("://")
                        ? Finding.found("the token is for " + audience + " instead of " + expected)
                        : Optional.empty();
            });
        };
    }

    /** A token whose time is not now. */
    static Suspect time() {
        return circumstances -> {
            ServiceAnswer answer = circumstances.answer();
            Instant time = answer.serviceTime().orElse(answer.now());
            Optional<Instant> end = answer.claims().flatMap(TokenClaims::expiresAt);
            if (end.filter(e -> !time.isBefore(e)).isPresent()) {
                return Finding.found("the token ended at " + end.get() + ", and the service has " + time);
            }
            Optional<Instant> start = answer.claims().flatMap(TokenClaims::notBefore);
            if (start.filter(s -> time.plus(TOLERANCE).isBefore(s)).isPresent()) {
                return Finding.found("the token counts from " + start.get() + " on, and the service has " + time);
            }
            return end.flatMap(e -> Finding.excluded("the token is valid until " + e));
        };
    }

    /** A machine with the wrong time. */
    static Suspect clock() {
        return circumstances -> circumstances.answer().serviceTime().flatMap(there -> {
            Duration ahead =
                    Duration.between(there, circumstances.answer().now().truncatedTo(ChronoUnit.SECONDS));
            if (ahead.abs().compareTo(TOLERANCE) < 0) {
                return Finding.excluded("this machine's clock is right");
            }
            return Finding.found("this machine's clock is " + ahead.abs().toMinutes() + " minutes "
                    + (ahead.isNegative() ? "behind" : "ahead of") + " the service's");
        });
    }

    /** A token of another directory than that of {@code thing}, such as "the account". */
    static Suspect tenant(String thing) {
        return circumstances -> circumstances
                .answer()
                .claims()
                .flatMap(TokenClaims::tenant)
                .flatMap(t -> Finding.open(thing + " is in another tenant than " + t + ", which the token is of"));
    }

    /** With what to do if it is found to be the cause. */
    default Suspect withRemedy(String remedy) {
        return circumstances -> judge(circumstances).map(f -> new Finding(f.verdict(), f.text(), remedy));
    }

    /** Verdict on one suspect. */
    enum Verdict {
        FOUND,
        EXCLUDED,
        OPEN
    }

    /** @param text part of a sentence */
    record Finding(Verdict verdict, String text, String remedy) {
        static Optional<Finding> found(String text) {
            return Optional.of(new Finding(Verdict.FOUND, text, ""));
        }

        static Optional<Finding> excluded(String text) {
            return Optional.of(new Finding(Verdict.EXCLUDED, text, ""));
        }

        static Optional<Finding> open(String text) {
            return Optional.of(new Finding(Verdict.OPEN, text, ""));
        }
    }
}
