package io.github.authenticode.cloud.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
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
 * An answer, and what it was the answer to.
 *
 * @param secret that was sent; it is read, and kept out of every text
 * @param now by this machine's clock
 */
public record ServiceAnswer(Secret secret, Instant now, Answer answer) {
    private static final int MAX_WORDS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    public int status() {
        return answer.status();
    }

    /** Of the token that was sent, if it was one of Entra. */
    public Optional<TokenClaims> claims() {
        return TokenClaims.read(secret);
    }

    /** What the service's clock showed. */
    public Optional<Instant> serviceTime() {
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

    public String body() {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Whether it is a page for people, which no service sends. */
    public boolean isPage() {
        return isPage(answer);
    }

    /** JSON stays JSON, whatever a server says that it is. */
    static boolean isPage(Answer answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String body = new String(answer.body(), StandardCharsets.UTF_8).stripLeading();
        return body.startsWith("<") || (type.startsWith("text/html") && !body.startsWith("{"));
    }

    /** Status and words; a body that is none of the service's is told by its title, or not at all. */
    public String evidence() {
        return "HTTP " + answer.status() + words();
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
        return errorOf(answer.body()).map(error -> " " + presentable(error)).orElse("");
    }

    /** A proxy may show what it was sent, so that the secret is looked for. */
    private String presentable(String text) {
        String line = text.replace(secret.reveal(), "****")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .trim();
        return line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "…" : line;
    }

    /** The code and message of a body, in any of the shapes that services are known to use. */
    public static Optional<String> errorOf(byte[] body) {
        try {
            return errorOf(JSON.readTree(body));
        } catch (IOException e) {
            // No JSON, no code.
            return Optional.empty();
        }
    }

    /** As {@link #errorOf(byte[])}. */
    public static Optional<String> errorOf(JsonNode answer) {
        for (String name : new String[] {"errorDetail", "error"}) {
            JsonNode error = answer.path(name);
            if (error.isObject()) {
                String code = error.path("code").asText("");
                String message = error.path("message").asText("");
                return Optional.of(code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message)
                        .filter(e -> !e.isBlank());
            }
        }
        JsonNode title = answer.path("title");
        JsonNode errors = answer.path("errors");
        if (errors.isArray() && errors.path(0).isTextual()) {
            return Optional.of(errors.path(0).asText());
        }
        if (answer.path("__type").isTextual()) {
            String words = answer.path("message").asText(answer.path("Message").asText(""));
            String type = answer.path("__type").asText().replaceFirst("^.*#", "");
            return Optional.of(words.isEmpty() ? type : type + ": " + words);
        }
        return Optional.ofNullable(title.textValue())
                .filter(t -> !t.isBlank())
                .map(t -> errors.isObject() ? t + " " + errors : t);
    }
}
