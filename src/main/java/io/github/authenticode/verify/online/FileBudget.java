package io.github.authenticode.verify.online;

import java.io.IOException;

/** How much one file may have fetched for it. A file of two signatures with long chains needs about a dozen. Of one thread. */
public final class FileBudget {
    private static final int MAX_FETCHES = 32;

    private int spent;

    /** Holds for one file, and says nothing of the address. */
    static final class SpentException extends IOException {
        private static final long serialVersionUID = 1L;

        private SpentException() {
            super("not asked, since " + MAX_FETCHES + " requests were made for this file");
        }
    }

    void spend() throws SpentException {
        if (++spent > MAX_FETCHES) {
            throw new SpentException();
        }
    }
}
