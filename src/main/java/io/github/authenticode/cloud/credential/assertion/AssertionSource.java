package io.github.authenticode.cloud.credential.assertion;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.text.Secret;

/** A source of assertions that Entra exchanges for tokens. It is asked for each exchange, since it lives minutes. */
@FunctionalInterface
public interface AssertionSource {
    /** @throws CloudException if there is none, which is the machine's or the job's fault and not Entra's */
    Secret fetch() throws CloudException, InterruptedException;
}
