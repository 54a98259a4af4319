package io.github.authenticode.engine.embedded.service;

import io.github.authenticode.cloud.key.DeduplicatingKey;
import java.util.function.IntSupplier;

/**
 * A key in a service, opened for one execution.
 *
 * @param spent how many signatures the service may bill so far
 * @param correlationId what the service's log calls this build
 * @param closing gives back what the service needs
 */
public record ServiceKey(DeduplicatingKey key, IntSupplier spent, String correlationId, Runnable closing) {}
