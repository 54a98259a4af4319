package io.github.authenticode.azuredouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** Leads a request to its endpoint, or into its fault. */
final class Router implements HttpHandler {
    private static final int MEGABYTES = 100;

    private final Journal journal;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final Map<Place, Deque<Fault>> faults = new EnumMap<>(Place.class);
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Route(Place place, Pattern path, Endpoint endpoint) {}

    /** Answers the requests of one place. */
    @FunctionalInterface
    interface Endpoint {
        /** @param fault how it is to misbehave, if it is */
        Answer answer(Call call, Optional<Fault> fault) throws Refusal, IOException, InterruptedException;
    }

    Router(Journal journal) {
        this.journal = journal;
    }

    void route(Place place, String path, Endpoint endpoint) {
        routes.add(new Route(place, Pattern.compile(path), endpoint));
    }

    /** The next requests of a place are treated so, one fault each. */
    void misbehave(Place place, Collection<Fault> next) {
        synchronized (faults) {
            faults.computeIfAbsent(place, p -> new ArrayDeque<>()).addAll(next);
        }
    }

    private Optional<Fault> nextFault(Place place) {
        synchronized (faults) {
            return Optional.ofNullable(faults.get(place)).map(Deque::poll);
        }
    }

    /** Lets go of the requests that hang. */
    void close() {
        closed.countDown();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(Call.of(exchange));
        } catch (InterruptedException e) {
            // The double is being closed, and so is this connection.
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Call call) throws IOException, InterruptedException {
        Optional<Route> route = routes.stream()
                .filter(r -> r.path().matcher(call.path()).matches())
                .findFirst();
        try {
            if (route.isEmpty()) {
                throw Refusal.violation(404, call.method() + " " + call.path() + " is nothing that is served");
            }
            Place place = route.get().place();
            journal.requests(place).incrementAndGet();
            Optional<Fault> fault = nextFault(place);
            if (fault.isEmpty() || fault.get().kind().compareTo(Fault.Kind.LOST) >= 0) {
                Answer answer = route.get().endpoint().answer(call, fault);
                if (fault.filter(f -> f.kind() == Fault.Kind.LOST).isEmpty()) {
                    call.send(answer);
                }
            } else {
                misbehave(call, fault.get());
            }
        } catch (Refusal refusal) {
            if (refusal.isViolation()) {
                journal.violations().add(refusal.getMessage());
            }
            call.send(refusal.answer());
        }
    }

    private void misbehave(Call call, Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case STATUS ->
                call.send(
                        new Answer(fault.status(), fault.headers(), fault.body().getBytes(UTF_8)));
            case HANG -> closed.await();
            case HANG_IN_BODY -> {
                call.exchange().sendResponseHeaders(200, 1000);
                call.exchange().getResponseBody().write('{');
                call.exchange().getResponseBody().flush();
                closed.await();
            }
            case HUGE -> huge(call);
            case REDIRECT ->
                call.send(Answer.empty(307)
                        .with(
                                "Location",
                                "https://elsewhere.invalid" + call.exchange().getRequestURI()));
            default -> {
                // Cut: the exchange is closed without an answer.
            }
        }
    }

    private static void huge(Call call) throws IOException {
        call.exchange().getResponseHeaders().set("Content-Type", "application/json");
        call.exchange().sendResponseHeaders(200, 0);
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        try (OutputStream body = call.exchange().getResponseBody()) {
            for (int i = 0; i < MEGABYTES; i++) {
                body.write(blanks);
            }
        }
    }
}
