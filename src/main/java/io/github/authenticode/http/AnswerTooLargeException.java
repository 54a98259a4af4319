package io.github.authenticode.http;

import java.io.IOException;

/** The answer cannot be what was asked for: it is larger than anything of that kind. */
public final class AnswerTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int limit) {
        super("an answer of more than " + (limit % (1 << 20) == 0 ? (limit >> 20) + " MiB" : (limit >> 10) + " KiB"));
    }
}
