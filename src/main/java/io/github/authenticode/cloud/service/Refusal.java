package io.github.authenticode.cloud.service;

import io.github.authenticode.diagnose.Problem;

/**
 * An answer by which a service does not do what it was asked.
 *
 * @param passing whether the same request may succeed a little later
 * @param ofSignIn whether another token or key may be let in
 */
public record Refusal(Problem problem, boolean passing, boolean ofSignIn) {}
