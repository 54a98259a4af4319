package io.github.authenticode.http;

import java.net.URI;
import java.util.Optional;

/**
 * A request to an address that somebody else chose.
 *
 * @param accept media type that is expected
 * @param body absent for a GET
 * @param maxBytes the answer may have
 */
public record WebRequest(URI address, String accept, Optional<Body> body, int maxBytes) {
    /** What a POST carries. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Body(String type, byte[] bytes) {}

    public WebRequest to(URI other) {
        return new WebRequest(other, accept, body, maxBytes);
    }
}
