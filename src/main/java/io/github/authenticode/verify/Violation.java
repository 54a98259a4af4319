package io.github.authenticode.verify;

/**
 * One way in which a file falls short of the policy.
 *
 * @param message a plain sentence that a reader who knows no certificate jargon can act on
 */
public record Violation(ViolationCode code, String message) {}
