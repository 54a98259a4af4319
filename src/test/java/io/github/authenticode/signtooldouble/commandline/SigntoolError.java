package io.github.authenticode.signtooldouble.commandline;

/** Ends the command with exit code 1 and the message on standard error, as signtool does when it refuses to begin. */
public final class SigntoolError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String prefix;

    private SigntoolError(String prefix, String message) {
        super(message);
        this.prefix = prefix;
    }

    public static SigntoolError of(String message) {
        return new SigntoolError("SignTool Error: ", message);
    }

    /** The one message that signtool 10.0.26100 spells with a small t. */
    public static SigntoolError withSmallT(String message) {
        return new SigntoolError("Signtool Error: ", message);
    }

    public static SigntoolError fileNotFound(String file) {
        return of("File not found: " + file);
    }

    public static SigntoolError cannotLoadCertificate(String file) {
        return of("An error occurred while attempting to load the signing\n\tcertificate from: " + file);
    }

    public String text() {
        return prefix + getMessage();
    }
}
