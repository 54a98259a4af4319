package io.github.authenticode.http;

import java.io.IOException;

/** Nobody answered, or not in time. */
public final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
