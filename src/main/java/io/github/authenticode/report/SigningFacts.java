package io.github.authenticode.report;

import io.github.authenticode.plan.Timestamping;

/**
 * How files were signed, as far as a report tells it.
 *
 * @param identity the XML element that selected it: {@code keystore}
 * @param engine the name of the engine that really ran, never {@code auto} once one was chosen
 */
public record SigningFacts(String identity, String engine, Timestamping timestamping) {}
