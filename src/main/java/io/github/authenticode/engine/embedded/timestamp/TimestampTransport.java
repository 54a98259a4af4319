package io.github.authenticode.engine.embedded.timestamp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The carrier of an RFC 3161 query to an authority, and of its answer back. */
@FunctionalInterface
public interface TimestampTransport {
    /**
     * Asks once.
     *
     * @param query DER of a TimeStampReq
     * @return DER of what should be a TimeStampResp; nothing about it is checked
     * @throws RefusedException if asking this authority again would be no use
     * @throws IOException with a message that tells the user the reason, in few words
     */
    byte[] ask(URI authority, byte[] query) throws IOException, InterruptedException;

    /** Asks once, and gives up after a time that may be shorter than usual. */
    default byte[] ask(URI authority, byte[] query, Duration limit) throws IOException, InterruptedException {
        return ask(authority, query);
    }

    /** Gives back threads and connections; nothing can be asked any more. */
    default void close() {}

    /** The authority has too much to do. */
    final class ThrottledException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> rest;

        /** @param rest how long it wants to be left alone, where it says so */
        ThrottledException(String message, Optional<Duration> rest) {
            super(message);
            this.rest = rest;
        }

        Optional<Duration> rest() {
            return rest;
        }
    }

    /** The authority understood and said no; it will say so again. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }

        RefusedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
