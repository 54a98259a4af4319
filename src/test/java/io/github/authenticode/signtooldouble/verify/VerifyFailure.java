package io.github.authenticode.signtooldouble.verify;

/** The reason why a file does not verify; /q silences two of the reasons. */
final class VerifyFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean evenQuietly;

    private VerifyFailure(String message, boolean evenQuietly) {
        super(message);
        this.evenQuietly = evenQuietly;
    }

    static VerifyFailure always(String message) {
        return new VerifyFailure(message, true);
    }

    static VerifyFailure unlessQuiet(String message) {
        return new VerifyFailure(message, false);
    }

    boolean saidEvenQuietly() {
        return evenQuietly;
    }
}
