package io.github.authenticode.engine.embedded;

import java.io.IOException;
import java.net.URI;

/** Carries an RFC 3161 query to an authority and its answer back. */
@FunctionalInterface
interface TimestampTransport {
    /**
     * Asks once.
     *
     * @param query DER of a TimeStampReq
     * @return DER of what should be a TimeStampResp; nothing about it is checked
     * @throws RefusedException if asking this authority again would be no use
     * @throws IOException with a message that tells the user the reason, in few words
     */
    byte[] ask(URI authority, byte[] query) throws IOException, InterruptedException;

    /** Gives back threads and connections; nothing can be asked any more. */
    default void close() {}

    /** The authority understood and said no; it will say so again. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
