package io.github.authenticode.signtooldouble.commandline;

/** Ends the command with exit code 1; what there is to say has been printed. */
public final class ReportedFailure extends Exception {
    private static final long serialVersionUID = 1L;
}
