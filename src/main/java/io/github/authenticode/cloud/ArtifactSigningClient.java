package io.github.authenticode.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * The signing service of Azure: submits a digest, asks until it is signed, and checks what comes back. Written from the
 * published specification (Azure/azure-rest-api-specs, azure.codesigning.json) and, for the older form that Microsoft's own
 * client uses, from that client's requests (Azure/artifact-signing-action#132).
 */
public final class ArtifactSigningClient implements RemoteKey {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    private static final Duration POLL_STEP = Duration.ofMillis(25);
    private static final Duration SLOWEST_POLL = Duration.ofSeconds(1);

    private final SigningAccess access;
    private final Clock clock;
    private final Pause pause;
    private final ServiceCalls calls;

    public ArtifactSigningClient(SigningAccess access, TokenCache tokens, HttpExchange http, Clock clock, Pause pause) {
        this.access = access;
        this.clock = clock;
        this.pause = pause;
        this.calls = new ServiceCalls(access, tokens, http, clock);
    }

    @Override
    public SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException {
        if (!"https".equalsIgnoreCase(access.endpoint().getScheme())) {
            throw new CloudException(SigningProblems.noHttps(access), false);
        }
        RetryBudget budget = new RetryBudget(clock, pause, access.limit());
        OperationState first = operation(algorithm, digest, budget);
        try {
            return SignatureProof.of(first, algorithm, digest);
        } catch (GeneralSecurityException wrong) {
            // Once more, and no oftener: each try is billed.
            return secondTry(algorithm, digest, budget);
        }
    }

    private SignedDigest secondTry(DigestAlgorithm algorithm, byte[] digest, RetryBudget budget)
            throws CloudException, InterruptedException {
        OperationState second = operation(algorithm, digest, budget);
        try {
            return SignatureProof.of(second, algorithm, digest);
        } catch (GeneralSecurityException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "no reason given");
            throw new CloudException(SigningProblems.wrongSignature(access, second.id(), reason), false);
        }
    }

    /**
     * How many digests the service has taken, and may bill: also those that it failed to sign or signed wrong, and those whose
     * answer was lost on the way.
     */
    public int spent() {
        return calls.taken();
    }

    /** By which Azure's logs know what this client asked for. */
    public String correlationId() {
        return access.correlationId();
    }

    private OperationState operation(DigestAlgorithm algorithm, byte[] digest, RetryBudget budget)
            throws CloudException, InterruptedException {
        Answer submitted = calls.submit(body(algorithm, digest), budget);
        checkLocation(submitted);
        OperationState state = read(submitted);
        String id = state.id();
        Duration wait = FIRST_POLL;
        while (state.isUnfinished()) {
            if (!budget.waitForPoll(wait)) {
                throw new CloudException(SigningProblems.stuck(access, id), true);
            }
            state = read(calls.state(id, budget));
            Duration longer = wait.plus(POLL_STEP);
            wait = longer.compareTo(SLOWEST_POLL) < 0 ? longer : SLOWEST_POLL;
        }
        if (!state.hasSucceeded()) {
            throw new CloudException(SigningProblems.failed(access, state), false);
        }
        return state;
    }

    private static String body(DigestAlgorithm algorithm, byte[] digest) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("signatureAlgorithm", algorithm.name().replace("SHA", "RS"))
                .put("digest", Base64.getEncoder().encodeToString(digest))
                .toString();
    }

    /** Where to ask is known without it; but a service that points elsewhere is not trusted. */
    private void checkLocation(Answer submitted) throws CloudException {
        Optional<String> location = submitted.headers().firstValue("Operation-Location");
        if (location.isPresent() && !isAtEndpoint(location.get())) {
            throw new CloudException(SigningProblems.foreignHost(access, location.get()), false);
        }
    }

    private boolean isAtEndpoint(String location) {
        try {
            URI target = access.endpoint().resolve(location);
            return access.endpoint().getScheme().equalsIgnoreCase(target.getScheme())
                    && access.endpoint().getAuthority().equalsIgnoreCase(target.getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private OperationState read(Answer answer) throws CloudException {
        try {
            return OperationState.read(answer.body());
        } catch (IOException e) {
            Problem problem =
                    SigningProblems.unreadable(access, "HTTP " + answer.status() + ", no operation id and status");
            throw new CloudException(problem, false);
        }
    }
}
