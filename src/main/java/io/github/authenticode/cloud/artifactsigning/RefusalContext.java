package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.identity.ArtifactSigningRegion;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that is known when the service refuses something.
 *
 * @param token that was sent; it is read, and kept out of every text
 * @param now by this machine's clock
 */
record RefusalContext(SigningAccess access, AccessToken token, Instant now, Answer answer) {
    private static final int MAX_WORDS = 300;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    Optional<TokenClaims> claims() {
        return TokenClaims.read(token.value());
    }

    /** What the service's clock showed. */
    Optional<Instant> serviceTime() {
        return answer.headers().firstValue("Date").flatMap(text -> {
            try {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                // As if there were none.
                return Optional.empty();
            }
        });
    }

    String body() {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Whether it is a page for people, which the service never sends. */
    boolean isPage() {
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || body().stripLeading().startsWith("<");
    }

    /** Status and words of the answer, and what Azure's support asks for. */
    String evidence() {
        return "HTTP " + answer.status() + words() + ", correlation id " + access.correlationId();
    }

    private String words() {
        if (answer.body().length == 0) {
            return answer.headers()
                    .firstValue("x-ms-error-code")
                    .map(code -> " " + presentable(code))
                    .orElse(" without a body");
        }
        if (isPage()) {
            Matcher title = TITLE.matcher(body());
            return title.find() ? " with the page \"" + presentable(title.group(1)) + "\"" : " with a page";
        }
        return OperationState.errorOf(answer.body())
                .map(error -> " " + presentable(error))
                .orElse("");
    }

    /** A proxy may show what it was sent, so that the token is looked for. */
    private String presentable(String text) {
        String line = text.replace(token.value().reveal(), "****")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .trim();
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
    }

    /** Fills the placeholders of a text of the catalogue. */
    String fill(String text) {
        Optional<TokenClaims> claims = claims();
        return text.replace("{profile}", access.certificateProfile())
                .replace("{account}", access.account())
                .replace("{endpoint}", access.endpoint().toString())
                .replace("{address}", access.submission().toString())
                .replace(
                        "{region}",
                        access.region().map(ArtifactSigningRegion::displayName).orElse("the one of this endpoint"))
                .replace("{tenant}", claims.flatMap(TokenClaims::tenant).orElse("unknown"))
                .replace("{application}", application(claims));
    }

    private static String application(Optional<TokenClaims> claims) {
        String name = claims.flatMap(TokenClaims::application)
                .map(id -> "application " + id)
                .orElse("whoever signed in");
        return name
                + claims.flatMap(TokenClaims::object)
                        .map(id -> " (object id " + id + ")")
                        .orElse("");
    }
}
