package io.github.authenticode.report;

import io.github.authenticode.plan.Timestamping;
import java.util.Optional;

/**
 * The facts on how files were signed, as far as a report tells them.
 *
 * @param identity the XML element that selected it: {@code keystore}
 * @param engine the name of the engine that really ran, never {@code auto} once one was chosen
 * @param service what a metered signing service did; empty for a key on this machine
 */
public record SigningFacts(String identity, String engine, Timestamping timestamping, Optional<Service> service) {
    public SigningFacts(String identity, String engine, Timestamping timestamping) {
        this(identity, engine, timestamping, Optional.empty());
    }

    /** The same, once it is known what the service has done. */
    public SigningFacts with(Service service) {
        return new SigningFacts(identity, engine, timestamping, Optional.of(service));
    }

    /**
     * The bill of one execution. Signatures of such services are counted and paid for.
     *
     * @param correlationId by which the service's log knows the requests of this build
     * @param spent signatures the service may bill: those it made, good or not, and those that were lost on the way
     * @param saved signatures it need not make: the file was signed already, or an identical one was
     */
    public record Service(String correlationId, int spent, int saved) {}
}
