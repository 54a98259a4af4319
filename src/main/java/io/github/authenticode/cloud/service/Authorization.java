package io.github.authenticode.cloud.service;

import io.github.authenticode.plan.text.Secret;
import java.util.Map;

/** Authorization of one request: a bearer token, an API key, a signature of the request. */
public interface Authorization {
    /** Headers of the request; they hold secrets. */
    Map<String, String> headers();

    /** What a proxy may send back, and must be in no message. */
    Secret secret();

    /**
     * Forgets it, since the service did not accept it.
     *
     * @return whether another one may be had at once
     */
    boolean discard() throws InterruptedException;
}
