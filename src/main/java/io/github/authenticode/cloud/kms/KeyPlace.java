package io.github.authenticode.cloud.kms;

import java.net.URI;
import java.time.Duration;

/**
 * The place of one key, in the words of messages.
 *
 * @param product the service: {@code AWS KMS}
 * @param key as the pom names it
 * @param endpoint the only address that is asked
 * @param permissions that the sign-in needs, and where they are given
 */
public record KeyPlace(String product, String key, URI endpoint, String permissions) {
    /** For one request, all tries and waits together. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** How messages call the key. */
    public String title() {
        return "key " + key + " in " + product + " (" + endpoint + ")";
    }
}
