package io.github.authenticode.report;

import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.verify.verdict.Check;
import java.util.List;

/**
 * The reach of the verifier's checks, for all files alike.
 *
 * @param online whom it was allowed to ask
 * @param checks that concern no single signature; empty in a signing
 */
public record CheckFacts(OnlineChecks online, List<Check> checks) {
    public CheckFacts {
        checks = List.copyOf(checks);
    }
}
