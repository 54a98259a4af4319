package io.github.authenticode.cloud.service;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange.Answer;

/**
 * An answer by which a service does not do what it was asked.
 *
 * @param passing whether the same request may succeed a little later
 * @param ofSignIn whether another token or key may be let in
 * @param throttling whether the service is asked too often, so that fewer requests are to be under way at once
 */
public record Refusal(Problem problem, boolean passing, boolean ofSignIn, boolean throttling) {
    private static final int TOO_MANY_REQUESTS = 429;

    /** Of a service that says by its status alone that it is asked too often (RFC 6585, 4). */
    public static Refusal of(Answer answer, Problem problem, boolean passing, boolean ofSignIn) {
        return new Refusal(problem, passing, ofSignIn, answer.status() == TOO_MANY_REQUESTS);
    }
}
