package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.token.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A possible cause of a refusal. Some can be proven or excluded by what is at hand: the token's own claims and the two
 * clocks; the others can only be named. Source: the FAQ of Artifact Signing, and issues of
 * Azure/artifact-signing-action.
 */
enum PossibleCause {
    AUDIENCE(
            "Get a token for the scope https://codesigning.azure.net/.default, such as by az account get-access-token"
                    + " --resource https://codesigning.azure.net.",
            PossibleCause::audience),
    TIME("Get a new token; one that stands in an environment variable is never renewed.", PossibleCause::time),
    CLOCK("Set the clock of this machine.", PossibleCause::clock),
    TENANT("Sign in to the tenant of the Artifact Signing account.", PossibleCause::tenant),
    ROLE(
            "{application} lacks the role Artifact Signing Certificate Profile Signer (formerly Trusted Signing Certificate"
                    + " Profile Signer) on the account or the certificate profile, or was given it minutes ago; Owner and"
                    + " Contributor do not include it"),
    NAMES("the account is not named {account}, or the certificate profile not {profile}"),
    REGION("the account is in another region than {region}"),
    SUBSCRIPTION("the Azure subscription is disabled"),
    VALIDATION("the identity validation is not Completed"),
    PROFILE("the certificate profile is not Active"),
    NETWORK("a network rule or a firewall keeps this machine out");

    static final String AUDIENCE_OF_SERVICE = "https://codesigning.azure.net";

    /** Entra and the service tolerate so much. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final String remedy;
    private final Judge judge;

    PossibleCause(String remedy, Judge judge) {
        this.remedy = remedy;
        this.judge = judge;
    }

    /** One that cannot be judged from here. */
    PossibleCause(String text) {
        this("", circumstances -> open(circumstances.fill(text)));
    }

    /** Empty if there is nothing to be said about it. */
    Optional<Finding> judge(RefusalContext circumstances) {
        return judge.of(circumstances).map(f -> new Finding(f.verdict(), f.text(), remedy));
    }

    private static Optional<Finding> audience(RefusalContext circumstances) {
        Optional<TokenClaims> claims = circumstances.claims();
        if (claims.isEmpty()) {
            return found("what was sent is no access token of Entra");
        }
        return claims.get().audience().flatMap(audience -> {
            if (audience.equals(AUDIENCE_OF_SERVICE)) {
                return excluded("the token is for " + audience);
            }
            return audience.contains("://")
                    ? found("the token is for " + audience + " instead of " + AUDIENCE_OF_SERVICE)
                    : Optional.empty();
        });
    }

    private static Optional<Finding> time(RefusalContext circumstances) {
        Instant time = circumstances.serviceTime().orElse(circumstances.now());
        Optional<TokenClaims> claims = circumstances.claims();
        Optional<Instant> end = claims.flatMap(TokenClaims::expiresAt);
        if (end.filter(e -> !time.isBefore(e)).isPresent()) {
            return found("the token ended at " + end.get() + ", and the service has " + time);
        }
        Optional<Instant> start = claims.flatMap(TokenClaims::notBefore);
        if (start.filter(s -> time.plus(TOLERANCE).isBefore(s)).isPresent()) {
            return found("the token counts from " + start.get() + " on, and the service has " + time);
        }
        return end.flatMap(e -> excluded("the token is valid until " + e));
    }

    private static Optional<Finding> clock(RefusalContext circumstances) {
        return circumstances.serviceTime().flatMap(there -> {
            Duration ahead = Duration.between(there, circumstances.now().truncatedTo(ChronoUnit.SECONDS));
            if (ahead.abs().compareTo(TOLERANCE) < 0) {
                return excluded("this machine's clock is right");
            }
            return found("this machine's clock is " + ahead.abs().toMinutes() + " minutes "
                    + (ahead.isNegative() ? "behind" : "ahead of") + " the service's");
        });
    }

    private static Optional<Finding> tenant(RefusalContext circumstances) {
        return circumstances
                .claims()
                .flatMap(TokenClaims::tenant)
                .flatMap(t -> open("the account is in another tenant than " + t + ", which the token is of"));
    }

    private static Optional<Finding> found(String text) {
        return Optional.of(new Finding(Verdict.FOUND, text, ""));
    }

    private static Optional<Finding> excluded(String text) {
        return Optional.of(new Finding(Verdict.EXCLUDED, text, ""));
    }

    private static Optional<Finding> open(String text) {
        return Optional.of(new Finding(Verdict.OPEN, text, ""));
    }

    enum Verdict {
        FOUND,
        EXCLUDED,
        OPEN
    }

    /** Empty if there is nothing to be said. */
    private interface Judge {
        Optional<Finding> of(RefusalContext circumstances);
    }

    /** @param text part of a sentence */
    record Finding(Verdict verdict, String text, String remedy) {}
}
