package io.github.authenticode.verify.online;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The fetcher of what a certificate points to. A stranger may have chosen the address: whoever implements this judges
 * it, and limits time and size.
 */
@FunctionalInterface
public interface Fetcher {
    /**
     * @param query to be sent by POST; absent for a GET
     * @throws NoAnswerException if nobody answered in time
     * @throws IOException with the reason in a few words, if there is no answer that counts
     */
    byte[] fetch(Kind kind, URI address, Optional<byte[]> query) throws IOException, InterruptedException;

    /** It was waited for in vain, or for something that broke off. */
    final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        public NoAnswerException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** The kind of object that is expected at the address. */
    enum Kind {
        OCSP("application/ocsp-response", 256 << 10),
        /** The largest list of a public authority that is known had some megabytes. */
        CRL("application/pkix-crl", 10 << 20),
        CERTIFICATES("application/pkix-cert", 256 << 10);

        private final String mediaType;
        private final int maxBytes;

        Kind(String mediaType, int maxBytes) {
            this.mediaType = mediaType;
            this.maxBytes = maxBytes;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The answer may have. */
        public int maxBytes() {
            return maxBytes;
        }
    }
}
