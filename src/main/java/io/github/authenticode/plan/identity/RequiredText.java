package io.github.authenticode.plan.identity;

/** The demand that a text of an identity is not blank. */
final class RequiredText {
    private RequiredText() {}

    /** @throws IllegalArgumentException if it is: whoever read the pom should have told the user */
    static void check(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
