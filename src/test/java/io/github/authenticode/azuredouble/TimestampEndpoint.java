package io.github.authenticode.azuredouble;

import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An RFC 3161 authority that takes its time. */
final class TimestampEndpoint {
    private final TestAuthority authority;
    private final Duration time;

    TimestampEndpoint(TestAuthority authority, Duration time) {
        this.authority = authority;
        this.time = time;
    }

    void addTo(Router router) {
        router.route(Place.TIMESTAMP, "/tsa", this::timestamp);
    }

    private Answer timestamp(Call call, Optional<Fault> fault) throws Refusal, IOException, InterruptedException {
        call.requireMethod("POST");
        call.requireContentType("application/timestamp-query");
        Thread.sleep(time.toMillis());
        return new Answer(200, Map.of("Content-Type", "application/timestamp-reply"), authority.respond(call.body()));
    }
}
