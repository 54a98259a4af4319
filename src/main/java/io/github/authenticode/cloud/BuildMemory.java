package io.github.authenticode.cloud;

import io.github.authenticode.plan.Identity.ArtifactSigning;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What one build, however many modules and executions it has, remembers of Azure: tokens, signatures, and by which name
 * Azure's logs know it. Nothing in it holds a thread or a connection.
 */
public final class BuildMemory {
    private final ConcurrentMap<List<Object>, SignatureLedger> ledgers = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<Object>, TokenCache.Slot> tokens = new ConcurrentHashMap<>();
    private final String correlationId = UUID.randomUUID().toString();

    /** What this certificate profile has signed. */
    public SignatureLedger ledger(ArtifactSigning identity) {
        URI endpoint = identity.endpoint();
        return ledgers.computeIfAbsent(
                List.of(endpoint, identity.account(), identity.certificateProfile()), key -> new SignatureLedger());
    }

    /** The place of the token of whoever signs in for this identity. */
    public TokenCache.Slot token(ArtifactSigning identity) {
        return tokens.computeIfAbsent(
                List.of(identity.credential(), identity.excludeCredentials()), key -> new TokenCache.Slot());
    }

    /** For an identity that names none. */
    public String correlationId() {
        return correlationId;
    }
}
