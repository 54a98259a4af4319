package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * The double by remote control, for tests in other processes: {@code GET /double/counters}, {@code
 * /double/access-token} and {@code /double/assertion?issuer=GITLAB}; {@code POST /double/rotate}, {@code /double/stop}
 * and {@code /double/misbehave?place=SUBMIT&kind=STATUS&status=429&retryAfter=1&times=2}.
 */
final class ControlEndpoint {
    private final AzureDouble azure;
    private final Runnable stop;

    ControlEndpoint(AzureDouble azure, Runnable stop) {
        this.azure = azure;
        this.stop = stop;
    }

    void addTo(Router router) {
        router.route(Place.CONTROL, "/double/[a-z-]+", this::control);
    }

    private Answer control(Call call, Optional<Fault> fault) throws Refusal {
        return switch (call.method() + " " + call.segments().get(1)) {
            case "GET counters" -> Answer.json(200, counters());
            case "GET access-token" -> text(azure.accessToken());
            case "GET assertion" -> text(azure.assertion(Issuer.valueOf(parameter(call, "issuer"))));
            case "POST rotate" -> {
                azure.rotate();
                yield text("rotated");
            }
            case "POST misbehave" -> {
                misbehave(call);
                yield text("misbehaving");
            }
            case "POST stop" -> {
                stop.run();
                yield text("stopping");
            }
            default -> throw Refusal.violation(404, call.method() + " " + call.path() + " controls nothing");
        };
    }

    private ObjectNode counters() {
        ObjectNode counters = new ObjectMapper().createObjectNode();
        counters.put("tokens", azure.tokens());
        counters.put("operations", azure.operations());
        ObjectNode requests = counters.putObject("requests");
        for (Place place : Place.values()) {
            requests.put(place.name(), azure.requests(place));
        }
        azure.correlationIds().forEach(counters.putArray("correlationIds")::add);
        azure.violations().forEach(counters.putArray("violations")::add);
        return counters;
    }

    private void misbehave(Call call) throws Refusal {
        Fault fault = new Fault(
                Fault.Kind.valueOf(parameter(call, "kind")),
                Integer.parseInt(call.query().getOrDefault("status", "0")),
                Optional.ofNullable(call.query().get("retryAfter"))
                        .map(r -> Map.of("Retry-After", r))
                        .orElse(Map.of()),
                call.query().getOrDefault("body", ""));
        int times = Integer.parseInt(call.query().getOrDefault("times", "1"));
        azure.misbehave(
                Place.valueOf(parameter(call, "place")),
                Collections.nCopies(times, fault).toArray(Fault[]::new));
    }

    private static String parameter(Call call, String name) throws Refusal {
        return Optional.ofNullable(call.query().get(name))
                .orElseThrow(() -> Refusal.violation(400, call.path() + " without " + name));
    }

    private static Answer text(String text) {
        return new Answer(200, Map.of("Content-Type", "text/plain"), text.getBytes(US_ASCII));
    }
}
