package io.github.authenticode.verify.asn1;

import java.io.IOException;

/** Bytes that are not what they claim to be; the message is a fragment without a subject, fit to follow a colon. */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
