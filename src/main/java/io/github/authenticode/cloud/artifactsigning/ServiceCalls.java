package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ArtifactSigningProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.RetryAfter;
import io.github.authenticode.http.proxy.ProxyLoginException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests to the signing service, tried again where that may help. A submission whose answer is lost is tried again
 * too, though it may have been taken: the service has no way to ask, and a signature costs less than a build.
 */
final class ServiceCalls {
    private static final int THROTTLED = 429;

    private final SigningAccess access;
    private final TokenCache tokens;
    private final HttpExchange http;
    private final Clock clock;
    private final AtomicInteger taken = new AtomicInteger();

    ServiceCalls(SigningAccess access, TokenCache tokens, HttpExchange http, Clock clock) {
        this.access = access;
        this.tokens = tokens;
        this.http = http;
        this.clock = clock;
    }

    /** How many submissions were taken, those included whose answer never came. */
    int taken() {
        return taken.get();
    }

    Answer submit(String body, ServicePermit turn) throws CloudException, InterruptedException {
        Answer answer = new Call(access.submission(), Optional.of(body)).send(turn);
        taken.incrementAndGet();
        return answer;
    }

    Answer state(String operationId, ServicePermit turn) throws CloudException, InterruptedException {
        return new Call(access.state(operationId), Optional.empty()).send(turn);
    }

    /** One request, however often it is sent. */
    private final class Call {
        private final URI address;
        private final Optional<String> body;
        private boolean refusedBefore;
        private boolean answerLost;

        private Call(URI address, Optional<String> body) {
            this.address = address;
            this.body = body;
        }

        private Answer send(ServicePermit turn) throws CloudException, InterruptedException {
            while (true) {
                AccessToken token = tokens.token();
                try {
                    Answer answer = http.send(request(token));
                    if (answer.status() / 100 == 2
                            && !new RefusalContext(access, token, clock.instant(), answer).isPage()) {
                        return answer;
                    }
                    refused(token, answer, turn);
                } catch (ProxyLoginException e) {
                    throw failure(SigningProblems.proxyLogin(access, e), false, turn);
                } catch (IOException e) {
                    unanswered(e, turn);
                }
            }
        }

        private HttpRequest request(AccessToken token) {
            BodyPublisher content = body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + token.value().reveal())
                    .header("User-Agent", "authenticode-maven-plugin")
                    .header("x-correlation-id", access.correlationId());
            return body.isPresent()
                    ? request.header("Content-Type", "application/json")
                            .POST(content)
                            .build()
                    : request.GET().build();
        }

        /** Returns if it is to be sent once more. */
        private void refused(AccessToken token, Answer answer, ServicePermit turn)
                throws CloudException, InterruptedException {
            RefusalContext circumstances = new RefusalContext(access, token, clock.instant(), answer);
            KnownAnswer known = SigningProblems.of(circumstances);
            if (known.id() == ArtifactSigningProblem.ARTIFACT_SIGNING_401 && !refusedBefore) {
                refusedBefore = true;
                tokens.discard(token);
                return;
            }
            if (!known.passing() || !mayTryAgain(answer, turn)) {
                throw failure(known.problem(circumstances), known.passing(), turn);
            }
        }

        private boolean mayTryAgain(Answer answer, ServicePermit turn) throws InterruptedException {
            Optional<Duration> asked = RetryAfter.of(answer.headers(), clock);
            boolean throttled = answer.status() == THROTTLED || asked.isPresent();
            return throttled ? turn.waitForRoom(asked) : turn.waitForRetry();
        }

        private void unanswered(IOException failure, ServicePermit turn) throws CloudException, InterruptedException {
            KnownFailure known = SigningProblems.of(failure);
            if (body.isPresent() && !known.unsent()) {
                answerLost = true;
                taken.incrementAndGet();
            }
            if (!known.passing() || !turn.waitForRetry()) {
                throw failure(known.problem(access, failure), known.passing(), turn);
            }
        }

        private CloudException failure(Problem problem, boolean passing, ServicePermit turn) {
            Problem told = withLoss(problem);
            return turn.isAllowanceUsedUp()
                    ? new CloudException(told.withCause(told.cause() + " " + RetryBudget.USED_UP), false)
                    : new CloudException(told, passing);
        }

        private Problem withLoss(Problem problem) {
            return answerLost
                    ? problem.withCause(problem.cause()
                            + " A digest was sent before that was never answered; its signature may be" + " billed.")
                    : problem;
        }
    }
}
