package io.github.authenticode.diagnose;

import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The reason why something failed, and the way out of it.
 *
 * @param id of the {@link ProblemId}, by which docs/problems.md lists it: {@code keystore-password}
 * @param cause one sentence: what is wrong, naming the thing
 * @param remedy one imperative sentence: what the user does next
 * @param evidence the tool's or library's own words, where there are any; never a secret
 */
public record Problem(String id, String cause, String remedy, Optional<String> evidence) {

    public static Problem of(ProblemId id, String cause, String remedy) {
        return new Problem(id.id(), cause, remedy, Optional.empty());
    }

    public Problem withEvidence(String words) {
        return new Problem(id, cause, remedy, Optional.of(words));
    }

    public Problem withoutEvidence() {
        return new Problem(id, cause, remedy, Optional.empty());
    }

    public Problem withCause(String words) {
        return new Problem(id, words, remedy, evidence);
    }

    /** The same problem with its cause, remedy and evidence put in other words. */
    public Problem reworded(UnaryOperator<String> words) {
        return new Problem(id, words.apply(cause), words.apply(remedy), evidence.map(words));
    }

    public boolean is(ProblemId other) {
        return id.equals(other.id());
    }

    /** Cause, evidence and remedy as sentences in one line; the remedy comes last. */
    public String text() {
        return cause + evidence.map(e -> " (" + e + ")").orElse("") + " " + remedy;
    }
}
