package io.github.authenticode.cloud.digicert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A key pair as a request for a signature names it.
 *
 * @param account as the service told it, and wants it back
 */
record KeyId(String id, JsonNode account) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ids hold no blanks. */
    String text() {
        return id + " " + account;
    }

    static KeyId read(String text) {
        int blank = text.indexOf(' ');
        try {
            return new KeyId(text.substring(0, blank), JSON.readTree(text.substring(blank + 1)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No key id: " + text, e);
        }
    }
}
