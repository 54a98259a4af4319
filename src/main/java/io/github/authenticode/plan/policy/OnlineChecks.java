package io.github.authenticode.plan.policy;

import java.util.Set;

/**
 * The checks for which a verification may ask the network. By default nothing.
 *
 * @param fetchIntermediates whether certificates that a signature leaves out are fetched from where the others say
 * @param allowedHosts that may be asked although their addresses are not public, or at another port; names, not
 * addresses
 */
public record OnlineChecks(RevocationMode revocation, boolean fetchIntermediates, Set<String> allowedHosts) {
    public static final OnlineChecks NONE = new OnlineChecks(RevocationMode.OFF, false, Set.of());

    public OnlineChecks {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Whether anybody is asked at all. */
    public boolean any() {
        return fetchIntermediates || revocation != RevocationMode.OFF;
    }
}
