package io.github.authenticode.verify.asn1;

import java.io.IOException;

/** The file is not what its format demands; the message says where, in words for the user. */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedFileException(String message) {
        super(message);
    }

    public MalformedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
