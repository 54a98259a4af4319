package io.github.authenticode.signtooldouble.commandline;

/**
 * A request that the genuine program would serve and the double does not: exit code 90, so that no test can mistake it
 * for an answer.
 */
public final class NotImitated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotImitated(String what) {
        super("signtool double: " + what + " is not imitated");
    }
}
