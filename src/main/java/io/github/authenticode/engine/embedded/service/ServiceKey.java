package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.key.BilledKey;
import io.github.authenticode.cloud.key.DeduplicatingKey;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.identity.Identity;
import java.util.function.IntSupplier;

/**
 * A key in a service, opened for one execution.
 *
 * @param spent how many signatures the service may bill so far
 * @param correlationId what the service's log calls this build
 * @param closing gives back what the service needs
 */
public record ServiceKey(DeduplicatingKey key, IntSupplier spent, String correlationId, Runnable closing) {
    /** Asks the service for the key, as far as that costs no signature. */
    @FunctionalInterface
    interface Opening {
        BilledKey open() throws CloudException, InterruptedException;
    }

    /** The key of the identity; what the service needs is given back also when the key is not opened. */
    static ServiceKey of(Identity identity, CloudSettings settings, Runnable closing, Opening opening)
            throws CloudException, InterruptedException {
        boolean open = false;
        try {
            BilledKey key = opening.open();
            open = true;
            return new ServiceKey(
                    new DeduplicatingKey(key, settings.memory().ledger(identity)),
                    key::spent,
                    settings.memory().correlationId(),
                    closing);
        } finally {
            if (!open) {
                closing.run();
            }
        }
    }
}
