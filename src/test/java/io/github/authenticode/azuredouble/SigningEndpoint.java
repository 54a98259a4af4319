package io.github.authenticode.azuredouble;

import static io.github.authenticode.azuredouble.Call.require;

import io.github.authenticode.azuredouble.Fault.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The data plane of Artifact Signing: submit a digest, ask for the signature. */
final class SigningEndpoint {
    static final String ACCOUNT = "example-account";
    static final String PROFILE = "example-profile";

    private static final String PATH = "/codesigningaccounts/[^/]+/certificateprofiles/[^/:]+";

    private final Settings settings;
    private final Journal journal;
    private final Caller caller;
    private final SigningProfile profile;
    private final URI address;
    private final ConcurrentMap<String, Operation> operations = new ConcurrentHashMap<>();

    SigningEndpoint(Settings settings, Journal journal, Caller caller, SigningProfile profile, URI address) {
        this.settings = settings;
        this.journal = journal;
        this.caller = caller;
        this.profile = profile;
        this.address = address;
    }

    void addTo(Router router) {
        router.route(Place.SUBMIT, PATH + "(/sign|:sign)", this::submit);
        router.route(Place.POLL, PATH + "/sign/[^/]+", this::poll);
    }

    private Answer submit(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("POST");
        call.requireQuery(Set.of("api-version"));
        ApiVersion version = ApiVersion.of(call);
        require(call.path().endsWith(version.action()), 400, version.text() + " with the path " + call.path());
        SigningInput input = SigningInput.of(call);
        caller.check(call);
        Operation operation = start(version, input, fault.map(Fault::kind));
        Answer answer = Answer.json(202, version.state(operation, "InProgress", Optional.empty()));
        return version == ApiVersion.V2023 ? answer.with("Operation-Location", location(operation)) : answer;
    }

    private synchronized Operation start(ApiVersion version, SigningInput input, Optional<Kind> kind) {
        if (journal.operations().get() > 0 && journal.operations().get() % settings.rotateAfter == 0) {
            profile.rotate();
        }
        journal.operations().incrementAndGet();
        Operation operation = new Operation(
                UUID.randomUUID(),
                version,
                input,
                profile.current(),
                kind,
                System.nanoTime() + settings.operationTime.toNanos(),
                new AtomicInteger(settings.pollsBeforeDone));
        operations.put(operation.id().toString(), operation);
        return operation;
    }

    private String location(Operation operation) {
        String host = operation.is(Kind.OTHER_HOST) ? "https://elsewhere.invalid" : address.toString();
        return host + "/codesigningaccounts/" + ACCOUNT + "/certificateprofiles/" + PROFILE + "/sign/" + operation.id()
                + "?api-version=" + operation.version().text();
    }

    private Answer poll(Call call, Optional<Fault> fault) throws Refusal {
        call.requireMethod("GET");
        call.requireQuery(Set.of("api-version"));
        require(call.body().length == 0, 400, "a GET with a body");
        caller.check(call);
        Operation operation = operations.get(call.segments().get(5));
        if (operation == null) {
            throw Refusal.of(
                    Answer.json(404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"No such operation.\"}}"));
        }
        require(operation.version() == ApiVersion.of(call), 400, "polled with another api-version than submitted");
        if (!operation.isDone()) {
            return Answer.json(200, operation.version().state(operation, "InProgress", Optional.empty()));
        }
        Optional<SigningOutput> output = Optional.of(SigningOutput.of(operation, profile));
        String status = operation.is(Kind.FAILED) ? "Failed" : "Succeeded";
        return Answer.json(200, operation.version().state(operation, status, output));
    }
}
