package io.github.authenticode.cloud.service;

import io.github.authenticode.cloud.token.CloudException;

/** Sign-in to a service: who asks, and the proof of it. Safe for use by several threads. */
public interface ServiceSignIn {
    /** Lets the request in; the first time this may take a sign-in. */
    Authorization authorize(ServiceRequest request) throws CloudException, InterruptedException;

    /** Signs in before anybody needs it, as far as that takes time. */
    default void signIn() {}
}
