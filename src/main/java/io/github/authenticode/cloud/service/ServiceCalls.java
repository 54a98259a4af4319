package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.RetryAfter;
import io.github.authenticode.http.proxy.ProxyLoginException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests to a signing service, tried again where that may help. A submission whose answer is lost is tried again too,
 * though it may have been taken: services have no way to ask, and a signature costs less than a build.
 */
public final class ServiceCalls {
    private final ServiceSignIn signIn;
    private final HttpExchange http;
    private final ServiceDiagnosis diagnosis;
    private final Clock clock;
    private final AtomicInteger taken = new AtomicInteger();

    public ServiceCalls(ServiceSignIn signIn, HttpExchange http, ServiceDiagnosis diagnosis, Clock clock) {
        this.signIn = signIn;
        this.http = http;
        this.diagnosis = diagnosis;
        this.clock = clock;
    }

    /** How many submissions were taken, those included whose answer never came. */
    public int taken() {
        return taken.get();
    }

    /** Asks for a signature, which is counted. */
    public Answer submit(ServiceRequest request, ServicePermit turn) throws CloudException, InterruptedException {
        Answer answer = new Call(request, true).send(turn);
        taken.incrementAndGet();
        return answer;
    }

    /** Asks for something that costs nothing. */
    public Answer ask(ServiceRequest request, ServicePermit turn) throws CloudException, InterruptedException {
        return new Call(request, false).send(turn);
    }

    /** One request, however often it is sent. */
    private final class Call {
        private final ServiceRequest request;
        private final boolean counted;
        private boolean refusedBefore;
        private boolean answerLost;

        private Call(ServiceRequest request, boolean counted) {
            this.request = request;
            this.counted = counted;
        }

        private Answer send(ServicePermit turn) throws CloudException, InterruptedException {
            while (true) {
                Authorization authorization = signIn.authorize(request);
                try {
                    Answer answer = http.send(request.authorized(authorization));
                    if (answer.status() / 100 == 2 && !ServiceAnswer.isPage(answer)) {
                        return answer;
                    }
                    refused(authorization, answer, turn);
                } catch (ProxyLoginException e) {
                    throw failure(diagnosis.proxyLogin(e), false, turn);
                } catch (IOException e) {
                    unanswered(e, turn);
                }
            }
        }

        /** Returns if it is to be sent once more. */
        private void refused(Authorization authorization, Answer answer, ServicePermit turn)
                throws CloudException, InterruptedException {
            Refusal refusal = diagnosis.refusal(answer, authorization.secret());
            if (refusal.ofSignIn() && !refusedBefore) {
                refusedBefore = true;
                if (authorization.discard()) {
                    return;
                }
            }
            if (!refusal.passing() || !mayTryAgain(refusal, answer, turn)) {
                throw failure(refusal.problem(), refusal.passing(), turn);
            }
        }

        private boolean mayTryAgain(Refusal refusal, Answer answer, ServicePermit turn) throws InterruptedException {
            Optional<Duration> asked = RetryAfter.of(answer.headers(), clock);
            boolean throttled = refusal.throttling() || asked.isPresent();
            return throttled ? turn.waitForRoom(asked) : turn.waitForRetry();
        }

        private void unanswered(IOException failure, ServicePermit turn) throws CloudException, InterruptedException {
            KnownFailure known = diagnosis.failure(failure);
            if (counted && !known.unsent()) {
                answerLost = true;
                taken.incrementAndGet();
            }
            if (!known.passing() || !turn.waitForRetry()) {
                throw failure(known.problem(diagnosis.endpoint(), failure), known.passing(), turn);
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
