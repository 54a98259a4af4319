package io.github.authenticode.diagnose;

import java.util.Optional;

/**
 * The reason why something failed, and the way out of it.
 *
 * @param id stable name, kebab case, by which the documentation lists it: {@code keystore-password}
 * @param cause one sentence: what is wrong, naming the thing
 * @param remedy one imperative sentence: what the user does next
 * @param evidence the tool's or library's own words, where there are any; never a secret
 */
public record Problem(String id, String cause, String remedy, Optional<String> evidence) {

    public static Problem of(String id, String cause, String remedy) {
        return new Problem(id, cause, remedy, Optional.empty());
    }

    public Problem withEvidence(String words) {
        return new Problem(id, cause, remedy, Optional.of(words));
    }

    /** Cause, evidence and remedy as sentences in one line; the remedy comes last. */
    public String text() {
        return cause + evidence.map(e -> " (" + e + ")").orElse("") + " " + remedy;
    }
}
