package io.github.authenticode.cloud.credential.entra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The meaning of Entra's refusal of a token in this case: the code's meaning, with what the proof says about itself.
 */
final class EntraRefusal {
    private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,9})");
    private static final Pattern GUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final Application application;
    private final ClientProof proof;
    private final Clock clock;

    EntraRefusal(Application application, ClientProof proof, Clock clock) {
        this.application = application;
        this.proof = proof;
        this.clock = clock;
    }

    /** @param json the body of the answer */
    CloudException of(URI endpoint, Answer answer, JsonNode json) {
        Matcher matcher = CODE.matcher(json.path("error_description").asText(""));
        String code = matcher.find()
                ? matcher.group(1)
                : json.path("error_codes").path(0).asText("");
        boolean busy = TokenRequests.isBusy(answer.status());
        EntraCodes meaning = special(code, answer)
                .or(() -> EntraCodes.find(code))
                .orElseGet(() -> new EntraCodes(
                        List.of(),
                        AzureSignInProblem.ENTRA_REFUSED,
                        "Entra gave no token to {app}.",
                        busy
                                ? "Run the build again later."
                                : "Look up the code in Entra's documentation, and the trace id in its sign-in log."));
        Problem problem = Problem.of(
                        meaning.id(),
                        filled(meaning.cause(), endpoint, answer),
                        filled(meaning.remedy(), endpoint, answer))
                .withEvidence(evidence(answer, json, code));
        return new CloudException(problem, busy);
    }

    /** Where the proof itself shows what is wrong. */
    private Optional<EntraCodes> special(String code, Answer answer) {
        if (code.equals("7000215")
                && proof instanceof ClientProof.Password password
                && GUID.matcher(password.value().reveal().strip()).matches()) {
            return EntraCodes.find(code)
                    .map(k -> new EntraCodes(
                            k.codes(),
                            k.id(),
                            "The client secret of {app} is wrong: it looks like the secret's ID, not like its value.",
                            k.remedy()));
        }
        Optional<Instant> end = claims().flatMap(TokenClaims::expiresAt);
        Instant now = serverTime(answer).orElseGet(clock::instant);
        return code.equals("700024") && end.filter(e -> e.isBefore(now)).isPresent()
                ? Optional.of(new EntraCodes(
                        List.of(code),
                        AzureSignInProblem.ENTRA_ASSERTION_EXPIRED,
                        "The assertion for {app} ended at " + end.get() + "{clock}.",
                        "Use a credential that gets a new one for each exchange (githubActions, azurePipelines), or have"
                                + " the token file or variable filled again right before the build."))
                : Optional.empty();
    }

    private String filled(String text, URI endpoint, Answer answer) {
        String filled = text.replace("{app}", "the application " + application.clientId())
                .replace("{client}", application.clientId())
                .replace("{tenant}", application.tenantId())
                .replace("{host}", endpoint.getHost())
                .replace("{certificate}", certificateText())
                .replace("{clock}", clockText(answer))
                .replace("{claims}", claims().map(EntraRefusal::text).orElse(""));
        return filled.substring(0, 1).toUpperCase(Locale.ROOT) + filled.substring(1);
    }

    private Optional<TokenClaims> claims() {
        return proof instanceof ClientProof.Assertion assertion ? TokenClaims.read(assertion.jwt()) : Optional.empty();
    }

    private static String text(TokenClaims claims) {
        return ": subject " + quoted(claims.subject()) + ", issuer " + quoted(claims.issuer()) + ", audience "
                + quoted(claims.audience());
    }

    private static String quoted(Optional<String> value) {
        return value.map(v -> "\"" + v + "\"").orElse("none");
    }

    private String certificateText() {
        return proof instanceof ClientProof.Certificate own
                ? "the certificate with the thumbprint "
                        + ClientCertificateFile.thumbprint(own.certificate().certificate())
                : "the certificate";
    }

    private String clockText(Answer answer) {
        return serverTime(answer)
                .map(theirs -> Duration.between(theirs, clock.instant()))
                .filter(d -> d.abs().compareTo(CLOCK_TOLERANCE) > 0)
                .map(d -> "; the clock of this machine is " + d.abs().toSeconds() + " s "
                        + (d.isNegative() ? "behind" : "ahead"))
                .orElse("");
    }

    private static Optional<Instant> serverTime(Answer answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(d -> ZonedDateTime.parse(d, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Codes and ids only: the description may repeat what was sent. */
    private static String evidence(Answer answer, JsonNode json, String code) {
        String trace = json.path("trace_id").asText("");
        String error = json.path("error").asText("no error code");
        return (code.isEmpty() ? error : "AADSTS" + code) + ", HTTP " + answer.status()
                + (trace.isEmpty() ? "" : ", trace id " + trace);
    }
}
