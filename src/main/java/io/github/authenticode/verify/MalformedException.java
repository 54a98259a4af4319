package io.github.authenticode.verify;

import java.io.IOException;

/** Bytes that are not what they claim to be; the message is a fragment without a subject, fit to follow a colon. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
