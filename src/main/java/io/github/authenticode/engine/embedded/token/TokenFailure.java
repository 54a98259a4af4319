package io.github.authenticode.engine.embedded.token;

/** A request that the program with the token's library did not fulfil. */
final class TokenFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** The ways in which it can fail. */
    enum Kind {
        /** The library refused; its words name the return value of the function. */
        REFUSED,
        /** The program has ended, as with a library that crashes. */
        ENDED,
        /** No answer in time. */
        SILENT,
        /** The program could not be started. */
        NOT_STARTED
    }

    /** @param words of the library or the operating system; no secret */
    TokenFailure(Kind kind, String words) {
        super(words);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    /** Whether the library's return value is one of these. */
    boolean isAny(String... names) {
        for (String name : names) {
            if (words().contains(name)) {
                return true;
            }
        }
        return false;
    }
}
