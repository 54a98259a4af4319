package io.github.authenticode.run;

import java.util.List;

/**
 * A staged copy that is signed without the engine, and that the gate lets pass.
 *
 * @param inspection of the copy, which is to be closed by whoever takes the offer
 * @param operations ids by which a signing service knows what it signed
 */
record Offer(Inspection inspection, List<String> operations, Origin origin) {
    StagedFile staged() {
        return inspection.staged();
    }
}
