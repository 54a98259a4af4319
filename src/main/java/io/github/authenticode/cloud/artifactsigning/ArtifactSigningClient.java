package io.github.authenticode.cloud.artifactsigning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.authenticode.cloud.key.RemoteKey;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.pace.AdaptiveLimit.RestException;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.plan.DigestAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The signing service of Azure: submits a digest, asks until it is signed, and checks what comes back. Written from the
 * published specification (Azure/azure-rest-api-specs, azure.codesigning.json) and, for the older form that Microsoft's
 * own client uses, from that client's requests (Azure/artifact-signing-action#132).
 */
public final class ArtifactSigningClient implements RemoteKey {
    private final SigningAccess access;
    private final ServicePace pace;
    private final TokenCache tokens;
    private final ServiceCalls calls;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param pace shared by all clients of the build that ask the same service */
    public ArtifactSigningClient(SigningAccess access, TokenCache tokens, HttpExchange http, ServicePace pace) {
        this.access = access;
        this.pace = pace;
        this.tokens = tokens;
        this.calls = new ServiceCalls(access, tokens, http, pace.clock());
    }

    @Override
    public void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread ahead = new Thread(tokens::signIn, "authenticode-sign-in");
            ahead.setDaemon(true);
            ahead.start();
        }
    }

    @Override
    public SignedDigest sign(DigestAlgorithm algorithm, byte[] digest) throws CloudException, InterruptedException {
        if (!"https".equalsIgnoreCase(access.endpoint().getScheme())) {
            throw new CloudException(SigningProblems.noHttps(access), false);
        }
        checkRest();
        try (ServicePermit turn = ServicePermit.enter(pace, access.limit())) {
            SignedDigest signed = sign(algorithm, digest, turn);
            turn.succeeded();
            return signed;
        } catch (RestException e) {
            throw new CloudException(SigningProblems.resting(access, e.rest()), false);
        }
    }

    /**
     * A service that asked to be left alone for long is not asked for each further file, and no place is waited for.
     */
    private void checkRest() throws CloudException {
        Duration rest = pace.limit().rest();
        if (rest.compareTo(access.limit()) > 0) {
            throw new CloudException(SigningProblems.resting(access, rest), false);
        }
    }

    private SignedDigest sign(DigestAlgorithm algorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        OperationState first = operation(algorithm, digest, turn);
        try {
            return SignatureProof.of(first, algorithm, digest);
        } catch (GeneralSecurityException wrong) {
            // Once more, and no oftener: each try is billed.
            return secondTry(algorithm, digest, turn);
        }
    }

    private SignedDigest secondTry(DigestAlgorithm algorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        OperationState second = operation(algorithm, digest, turn);
        try {
            return SignatureProof.of(second, algorithm, digest);
        } catch (GeneralSecurityException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "no reason given");
            throw CloudException.ofOneDigest(SigningProblems.wrongSignature(access, second.id(), reason));
        }
    }

    /**
     * How many digests the service has taken, and may bill: also those that it failed to sign or signed wrong, and
     * those whose answer was lost on the way.
     */
    public int spent() {
        return calls.taken();
    }

    /** By which Azure's logs know what this client asked for. */
    public String correlationId() {
        return access.correlationId();
    }

    private OperationState operation(DigestAlgorithm algorithm, byte[] digest, ServicePermit turn)
            throws CloudException, InterruptedException {
        Answer submitted = calls.submit(body(algorithm, digest), turn);
        checkLocation(submitted);
        OperationState state = read(submitted);
        OperationState ended = state.isUnfinished() ? awaited(state.id(), turn) : state;
        if (!ended.hasSucceeded()) {
            throw CloudException.ofOneDigest(SigningProblems.failed(access, ended));
        }
        return ended;
    }

    private OperationState awaited(String id, ServicePermit turn) throws CloudException, InterruptedException {
        Instant submitted = pace.clock().instant();
        Duration wait = Duration.ZERO;
        for (int asked = 0; ; asked++) {
            wait = pace.polls().next(asked, wait);
            if (!turn.waitForPoll(wait)) {
                throw new CloudException(SigningProblems.stuck(access, id), true);
            }
            OperationState state = read(calls.state(id, turn));
            if (!state.isUnfinished()) {
                pace.polls().ready(Duration.between(submitted, pace.clock().instant()), asked == 0);
                return state;
            }
        }
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
