package io.github.authenticode.cloud.credential;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.ProgramRunner;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.identity.account.AzureCredential;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A made-up machine: its variables, its time, its programs, and what it reaches. Waiting takes no time. */
public final class FakeMachine {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    public final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    public final List<HttpRequest> requests = new ArrayList<>();
    public String resource = "https://codesigning.azure.net";
    Instant now = Instant.now();
    HttpExchange http = request -> {
        throw new AssertionError("not expected: " + request);
    };
    ProgramRunner programs = (program, arguments, limit) -> {
        throw new NoSuchFileException(program);
    };

    /** A machine that reaches the double alone. */
    static FakeMachine on(AzureDouble azure) throws Exception {
        FakeMachine machine = new FakeMachine();
        HttpClient client =
                HttpClient.newBuilder().sslContext(azure.sslContext()).build();
        machine.http = request -> {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return new HttpExchange.Answer(response.statusCode(), response.headers(), response.body());
        };
        machine.environment.put("AZURE_AUTHORITY_HOST", azure.url() + "/");
        machine.environment.put(
                "AZURE_POD_IDENTITY_AUTHORITY_HOST", azure.imdsUrl().toString());
        return machine;
    }

    /** A machine where everything answers so. */
    public static FakeMachine answering(int status, Map<String, String> headers, String body) {
        FakeMachine machine = new FakeMachine();
        machine.now = NOON;
        machine.http = request -> answer(status, headers, body);
        return machine;
    }

    static HttpExchange.Answer answer(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new HttpExchange.Answer(
                status, HttpHeaders.of(lists, (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }

    CredentialHost host() {
        HttpExchange counted = request -> {
            requests.add(request);
            return http.send(request);
        };
        return new CredentialHost(
                environment,
                counted,
                counted,
                (program, arguments, limit) -> programs.run(program, arguments, limit),
                new MachineClock(),
                time -> {
                    pauses.add(time);
                    now = now.plus(time);
                },
                resource);
    }

    public TokenSource tokens(AzureCredential credential) {
        return TokenSources.of(Optional.of(credential), List.of(), host());
    }

    TokenSource chain(String... excluded) {
        return TokenSources.of(Optional.empty(), List.of(excluded), host());
    }

    private final class MachineClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.ofHours(2);
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
