package io.github.authenticode.signtooldouble.sign;

import java.util.Optional;

/** A dlib that did not sign: known errors cost the one file, all others end the whole run without totals. */
final class DlibFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> information;

    private DlibFailure(String message, Optional<String> information) {
        super(message);
        this.information = information;
    }

    static DlibFailure ofFile(String message) {
        return new DlibFailure(message, Optional.empty());
    }

    static DlibFailure ofRun(String what, int result) {
        String information = String.format("Error information: \"%s\" (%d/0x%08x)", what, result, result);
        return new DlibFailure("An unexpected internal error has occurred.", Optional.of(information));
    }

    /** Present if it ends the run: what goes to standard output before the message. */
    Optional<String> information() {
        return information;
    }
}
