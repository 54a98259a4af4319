package io.github.authenticode.signtooldouble.commandline;

/** The reason why one file failed; the others go on. */
public final class FileFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public FileFailure(String message) {
        super(message);
    }
}
