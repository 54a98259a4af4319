package io.github.authenticode.http;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/** One request and its whole answer, within limits of time and size, through the proxy that Maven's settings name. */
public interface HttpExchange {
    /**
     * @throws IOException if there was no answer within the limits, or one that is too long; its message says why in a
     * few words
     */
    Answer send(HttpRequest request) throws IOException, InterruptedException;

    /** @param body empty where there was none */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, HttpHeaders headers, byte[] body) {}
}
