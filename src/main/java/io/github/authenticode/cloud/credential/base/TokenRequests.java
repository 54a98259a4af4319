package io.github.authenticode.cloud.credential.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.Unreachable;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The sender of requests for tokens, which asks a few times where a server is busy for the moment, and reads the JSON
 * that comes back.
 */
public final class TokenRequests {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);

    private final HttpExchange http;
    private final Sleeper sleeper;

    public TokenRequests(HttpExchange http, Sleeper sleeper) {
        this.http = http;
        this.sleeper = sleeper;
    }

    /** The answer, whatever its status; of a busy server the last one. */
    public Answer send(HttpRequest request) throws CloudException, InterruptedException {
        Duration wait = FIRST_PAUSE;
        for (int left = TRIES - 1; ; left--) {
            try {
                Answer answer = once(request);
                if (left == 0 || !BUSY.contains(answer.status())) {
                    return answer;
                }
                wait = retryAfter(answer).orElse(wait);
            } catch (CloudException e) {
                if (left == 0 || !e.isRetryable()) {
                    throw e;
                }
            }
            sleeper.sleep(wait);
            wait = wait.multipliedBy(2);
        }
    }

    private Answer once(HttpRequest request) throws CloudException, InterruptedException {
        Answer answer;
        try {
            answer = http.send(request);
        } catch (IOException e) {
            throw Unreachable.because(request.uri(), e);
        }
        if (answer.status() == 407) {
            throw new CloudException(Unreachable.proxyLogin(request.uri().getHost()), false);
        }
        return answer;
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(v -> v.matches("\\d{1,6}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)))
                .map(d -> d.compareTo(LONGEST_PAUSE) < 0 ? d : LONGEST_PAUSE);
    }

    public static boolean isBusy(int status) {
        return BUSY.contains(status);
    }

    /** The JSON object of an answer; empty if it is something else. */
    public static Optional<JsonNode> json(Answer answer) {
        try {
            return Optional.ofNullable(new ObjectMapper().readTree(answer.body()))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A text of the JSON object of an answer with status 200; empty if there is none. */
    public static Optional<String> text(Answer answer, String field) {
        return json(answer)
                .filter(j -> answer.status() == 200)
                .map(j -> j.path(field).asText(""))
                .filter(t -> !t.isEmpty());
    }

    /** What it means that a host answered with something else than JSON. */
    public static CloudException notJson(URI target, Answer answer) {
        Problem problem = Problem.of(
                        AzureSignInProblem.AZURE_FOREIGN_ANSWER,
                        target.getHost() + " answered with something that it never says itself: a proxy or a portal in"
                                + " between did.",
                        "Log in to that portal, or have the proxy let " + target.getHost() + " through.")
                .withEvidence(PageText.describe(answer));
        return new CloudException(problem, isBusy(answer.status()));
    }
}
