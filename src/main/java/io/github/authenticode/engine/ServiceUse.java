package io.github.authenticode.engine;

/**
 * The use that an engine has made of a metered signing service.
 *
 * @param correlationId by which the service's log knows all requests of this build
 * @param spent signatures that the service may bill: those it made for this engine, good or not, and those that were
 * lost on the way
 * @param reused signatures that were at hand from an identical file or an earlier try
 */
public record ServiceUse(String correlationId, int spent, int reused) {}
