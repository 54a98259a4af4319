package io.github.authenticode.signtooldouble;

/** The reason why one file failed; the others go on. */
final class FileFailure extends Exception {
    private static final long serialVersionUID = 1L;

    FileFailure(String message) {
        super(message);
    }
}
