package io.github.authenticode.engine.embedded.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.http.proxy.HttpProxy;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.LoopbackProxy;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.LoopbackTsa.Mood;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpTransportTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    static Path folder;

    private static TestAuthority authority;

    @BeforeAll
    static void openAuthority() throws Exception {
        authority = TestAuthority.open(folder, Clock.systemUTC());
    }

    @Test
    void timestampComesOverHttp() throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority)) {
            assertThat(client(tsa.url(), 1, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isNotNull();
            assertThat(tsa.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UNAVAILABLE         | HTTP 503
                    TOO_MANY_REQUESTS   | HTTP 429
                    HTML                | a page (text/html; charset=utf-8) instead of a timestamp
                    GARBAGE             | the answer is no timestamp
                    HUGE                | an answer of more than 1 MiB
                    WRONG_IMPRINT       | the timestamp is not valid: response for different message imprint digest.
                    OTHER_NONCE         | the timestamp is not valid: response contains wrong nonce value.
                    REJECT              | rejected with status 2: the query is malformed
                    """)
    void brokenAnswerIsAskedForAgainAndExplained(Mood mood, String reason) throws Exception {
        assertFails(mood, 2, TIMEOUT, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NOT_FOUND           | HTTP 404
                    REDIRECT_TO_HTTPS   | HTTP 307 to https://127.0.0.1/moved
                    """)
    void refusalIsNotAskedAgain(Mood mood, String reason) throws Exception {
        assertFails(mood, 1, TIMEOUT, reason);
    }

    @ParameterizedTest
    @CsvSource({"HANG", "HANG_IN_BODY"})
    void authorityThatHangsIsLeftAfterTheTimeout(Mood mood) throws Exception {
        assertFails(mood, 2, SHORT, "no answer within 0.3s");
    }

    @Test
    void answerThatIsCutIsAFailure() throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority, Mood.CUT)) {
            assertThatThrownBy(() -> client(tsa.url(), 1, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isInstanceOf(TimestampException.class)
                    .hasMessageStartingWith(tsa.url() + ": ")
                    .hasMessageContaining("bytes received");
        }
    }

    @Test
    void redirectWithinTheSchemeIsFollowed() throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority, Mood.REDIRECT)) {
            assertThat(client(tsa.url(), 1, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isNotNull();
            assertThat(tsa.requests()).isEqualTo(2);
        }
    }

    @Test
    void failureIsForgottenAtTheNextAttempt() throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority, Mood.UNAVAILABLE, Mood.CUT, Mood.GARBAGE, Mood.ANSWER)) {
            assertThat(client(tsa.url(), 4, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isNotNull();
            assertThat(tsa.requests()).isEqualTo(4);
        }
    }

    @Test
    void unknownHostIsSaidSo() {
        assertThatThrownBy(() -> client(URI.create("http://tsa.invalid/"), 1, TIMEOUT)
                        .timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessage("http://tsa.invalid/: unknown host");
    }

    @Test
    void closedPortIsSaidSo() throws Exception {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }

        assertThatThrownBy(() -> client(closed, 1, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessage(closed + ": no connection");
    }

    @Test
    void proxyIsAskedWithItsLogin() throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority);
                LoopbackProxy proxy = LoopbackProxy.wanting("builder:password")) {
            URI unknownHere = URI.create("http://tsa.example.test:" + tsa.url().getPort() + "/");

            assertThat(client(unknownHere, 1, TIMEOUT, through(proxy, "password"))
                            .timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isNotNull();

            assertThat(tsa.requests()).isEqualTo(1);
            assertThat(proxy.requestLines()).containsExactly("POST " + unknownHere + " HTTP/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void proxyThatRefusesTheLoginIsAskedOnce(String scheme) throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.wanting("builder:password")) {
            assertThatThrownBy(() -> client(
                                    URI.create(scheme + "://tsa.example.test/"), 3, TIMEOUT, through(proxy, "wrong"))
                            .timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .hasMessage(scheme + "://tsa.example.test/: the proxy 127.0.0.1:" + proxy.port()
                            + " of settings.xml refuses the user and the password that it is given (HTTP 407)");
            assertThat(proxy.requestLines()).hasSize(1);
        }
    }

    @Test
    void otherSchemeIsRefused() {
        assertThatThrownBy(() ->
                        client(URI.create("ftp://a/tsa"), 3, TIMEOUT).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                .hasMessage("ftp://a/tsa: not an http or https URL");
    }

    private static void assertFails(Mood mood, int requests, Duration timeout, String reason) throws Exception {
        try (LoopbackTsa tsa = LoopbackTsa.start(authority, mood)) {
            assertThatThrownBy(() -> client(tsa.url(), 2, timeout).timestamp(DigestAlgorithm.SHA256, new byte[] {1}))
                    .isInstanceOf(TimestampException.class)
                    .hasMessage(tsa.url() + ": " + reason);
            assertThat(tsa.requests()).isEqualTo(requests);
        }
    }

    private static ProxyRoutes through(LoopbackProxy proxy, String password) {
        HttpProxy.Login login = new HttpProxy.Login("builder", Secret.of(password));
        return ProxyRoutes.of(
                List.of(new HttpProxy("127.0.0.1", proxy.port(), Optional.of(login), List.of())), List.of());
    }

    private static TimestampClient client(URI url, int attempts, Duration timeout) {
        return client(url, attempts, timeout, ProxyRoutes.DIRECT);
    }

    private static TimestampClient client(URI url, int attempts, Duration timeout, ProxyRoutes proxies) {
        Timestamping settings = new Timestamping(true, List.of(url), attempts, Duration.ofMillis(1), timeout);
        return new TimestampClient(
                settings,
                settings.urls(),
                new HttpTransport(timeout, proxies, Clock.systemUTC()),
                new BuildMemory(Clock.systemUTC(), duration -> {}));
    }
}
