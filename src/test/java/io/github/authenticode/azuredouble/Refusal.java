package io.github.authenticode.azuredouble;

/** A request is not served. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;
    private final boolean violation;

    private Refusal(String reason, Answer answer, boolean violation) {
        super(reason);
        this.answer = answer;
        this.violation = violation;
    }

    /** As the service answers what a user did wrong. */
    static Refusal of(Answer answer) {
        return new Refusal("refused", answer, false);
    }

    /** No correct client sends this. */
    static Refusal violation(int status, String reason) {
        return new Refusal(reason, Answer.json(status, "{\"violation\":\"" + reason.replace('"', '\'') + "\"}"), true);
    }

    Answer answer() {
        return answer;
    }

    boolean isViolation() {
        return violation;
    }
}
