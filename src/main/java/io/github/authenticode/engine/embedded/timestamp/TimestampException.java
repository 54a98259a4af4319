package io.github.authenticode.engine.embedded.timestamp;

/**
 * No authority gave a timestamp; the message lists them with their reasons. It is unchecked, and none of jsign's own
 * exceptions, because jsign's Timestamper catches those and asks again.
 */
public final class TimestampException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reasons;

    TimestampException(String reasons, Exception cause) {
        super(reasons, cause);
        this.reasons = reasons;
    }

    /** Every authority asked, with the last reason for its failure. */
    public String reasons() {
        return reasons;
    }
}
