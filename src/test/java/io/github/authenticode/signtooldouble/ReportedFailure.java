package io.github.authenticode.signtooldouble;

/** Ends the command with exit code 1; what there is to say has been printed. */
final class ReportedFailure extends Exception {
    private static final long serialVersionUID = 1L;
}
