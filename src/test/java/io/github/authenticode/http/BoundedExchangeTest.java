package io.github.authenticode.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.cloud.artifactsigning.SigningBench;
import io.github.authenticode.http.proxy.HttpProxy;
import io.github.authenticode.http.proxy.LoginTunnelsProbe;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.LoopbackProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoundedExchangeTest {
    private static AzureDouble azure;

    @BeforeAll
    static void start() throws Exception {
        azure = AzureDouble.start();
    }

    @AfterAll
    static void close() {
        azure.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"HANG", "HANG_IN_BODY"})
    void serverThatHangsIsLeftAfterTheLimit(Kind kind) throws Exception {
        // Of its own: a request that is late leaves the fault to whoever comes next.
        try (AzureDouble own = AzureDouble.start();
                SigningBench bench = new SigningBench(own, Duration.ofMillis(500))) {
            own.misbehave(Place.DISCOVERY, Fault.of(kind));
            assertThatThrownBy(() -> bench.http.send(request(own.url().resolve("/common/discovery/instance"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no answer within 0.5s");
        }
    }

    @Test
    void answerOfAHundredMegabytesIsLeft() throws Exception {
        azure.misbehave(Place.SUBMIT, Fault.of(Kind.HUGE));
        try (SigningBench bench = new SigningBench(azure)) {
            assertThat(bench.problem().text())
                    .isEqualTo("What answered at " + azure.url()
                            + " sent more than any signature has. A digest was sent before"
                            + " that was never answered; its signature may be billed. (an answer of more than 1 MiB) Correct"
                            + " <endpoint>, or have the proxy on the way let it through.");
        }
    }

    @Test
    void unknownRootIsSaidSo() throws Exception {
        int before = azure.requests(Place.SUBMIT);
        try (SigningBench bench = new SigningBench(azure);
                BoundedExchange untrusting = new BoundedExchange(HttpLimits.DEFAULT, ProxyRoutes.DIRECT)) {
            assertThatThrownBy(() -> bench.client(untrusting).sign(DigestAlgorithm.SHA256, SigningBench.digest()))
                    .hasMessageStartingWith(
                            "What answered at " + azure.url() + " shows a certificate that this Java does not"
                                    + " trust; as a rule it is a proxy that opens TLS connections with a root of its own.")
                    .hasMessageEndingWith("MAVEN_OPTS=-Djavax.net.ssl.trustStore=….");
        }
        assertThat(azure.requests(Place.SUBMIT)).isEqualTo(before);
    }

    @Test
    void redirectIsAnAnswer() throws Exception {
        azure.misbehave(Place.DISCOVERY, Fault.of(Kind.REDIRECT));
        try (SigningBench bench = new SigningBench(azure)) {
            assertThat(bench.http.send(request(discovery())).status()).isEqualTo(307);
        }
    }

    @Test
    void proxyIsUsedForWhatItServesOnlyAndGetsNoToken() throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.start();
                BoundedExchange http = through(proxy, Optional.empty(), List.of("127.*"))) {
            assertThat(http.send(request(discovery())).status()).isEqualTo(200);
            http.send(request(azure.imdsUrl().resolve("/metadata/identity/oauth2/token")));

            assertThat(proxy.requestLines())
                    .containsExactly("CONNECT localhost:" + azure.url().getPort() + " HTTP/1.1");
            assertThat(proxy.headers()).doesNotContain("authorization");
        }
    }

    @Test
    void loginGoesToTheProxyForATunnelToo() throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.wanting("bu:pässword-canary");
                BoundedExchange http = through(proxy, login("pässword-canary"), List.of())) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.send(request(discovery())).status()).isEqualTo(200);
            }

            assertThat(proxy.requestLines())
                    .containsExactly("CONNECT localhost:" + azure.url().getPort() + " HTTP/1.1");
            assertThat(proxy.headers()).containsExactly("host", "proxy-authorization");
        }
    }

    @Test
    void loginGoesToTheProxyInTheClear() throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.wanting("bu:password-canary");
                BoundedExchange http = through(proxy, login("password-canary"), List.of())) {
            URI address = azure.imdsUrl().resolve("/metadata/identity/oauth2/token");

            assertThat(http.send(request(address)).status()).isNotEqualTo(407);

            assertThat(proxy.requestLines()).containsExactly("GET " + address + " HTTP/1.1");
            assertThat(proxy.headers()).contains("proxy-authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://somewhere.example/x", "http://somewhere.example/x"})
    void wrongLoginIsToldAndNotPrinted(URI address) throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.wanting("bu:right");
                BoundedExchange http = through(proxy, login("wrong-canary"), List.of())) {
            assertThatThrownBy(() -> http.send(request(address)))
                    .isInstanceOfSatisfying(
                            ProxyLoginException.class,
                            e -> assertThat(e.remedy())
                                    .isEqualTo("Correct <username> and <password> of the <proxy> in settings.xml."))
                    .hasMessage("the proxy 127.0.0.1:" + proxy.port()
                            + " of settings.xml refuses the user and the password that it is given (HTTP 407)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://somewhere.example/x", "http://somewhere.example/x"})
    void missingLoginIsTold(URI address) throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.wanting("bu:right");
                BoundedExchange http = through(proxy, Optional.empty(), List.of())) {
            assertThatThrownBy(() -> http.send(request(address)))
                    .isInstanceOfSatisfying(
                            ProxyLoginException.class,
                            e -> assertThat(e.remedy())
                                    .isEqualTo("Give <username> and <password> of the <proxy> in settings.xml."))
                    .hasMessage("the proxy 127.0.0.1:" + proxy.port()
                            + " of settings.xml asks for a user and a password (HTTP 407)");
        }
    }

    @Test
    void schemeThatIsNotSpokenIsNamed() throws Exception {
        try (LoopbackProxy proxy = LoopbackProxy.speaking("Negotiate\r\nProxy-Authenticate: NTLM");
                BoundedExchange http = through(proxy, login("right"), List.of())) {
            assertThatThrownBy(() -> http.send(request(discovery())))
                    .hasMessage("the proxy 127.0.0.1:" + proxy.port()
                            + " of settings.xml takes no login by Basic, but by Negotiate or NTLM (HTTP 407)");
        }
    }

    @ParameterizedTest
    @CsvSource({"https, true", "https, false", "http, true", "http, false"})
    void proxyThatIsNotThereIsNamed(String scheme, boolean withLogin) throws Exception {
        LoopbackProxy gone = LoopbackProxy.start();
        gone.close();
        try (BoundedExchange http = through(gone, withLogin ? login("x") : Optional.empty(), List.of())) {
            assertThatThrownBy(() -> http.send(request(URI.create(scheme + "://somewhere.example/x"))))
                    .hasMessage("no connection to the proxy 127.0.0.1:" + gone.port() + " of settings.xml");
        }
    }

    @Test
    void whoDoesNotHaveTheKeyGetsNoTunnel() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LoopbackProxy proxy = LoopbackProxy.wanting("bu:password");
                LoginTunnelsProbe tunnels = LoginTunnelsProbe.open(to(proxy, login("password"), List.of()), threads)) {
            assertThat(tunnels.answerTo("CONNECT somewhere.example:443 HTTP/1.1\r\nHost: somewhere.example\r\n\r\n"))
                    .isEmpty();
            assertThat(tunnels.answerTo(
                            "CONNECT somewhere.example:443 HTTP/1.1\r\nProxy-Authorization: Tunnel 00\r\n\r\n"))
                    .isEmpty();
            assertThat(proxy.requestLines()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://weu.codesigning.azure.net, true",
        "https://nexus.example.com, false",
        "https://NEXUS.EXAMPLE.COM, false",
        "https://localhost:8443, false",
        "https://localhost.example.org, true",
        "http://169.254.169.254/metadata, false"
    })
    void someHostsAreReachedWithoutTheProxy(URI address, boolean served) {
        HttpProxy proxy = new HttpProxy("proxy", 3128, Optional.empty(), List.of("*.example.com", "localhost"));

        assertThat(proxy.serves(address)).isEqualTo(served);
    }

    @Test
    void noThreadStaysWhenItIsClosed() throws Exception {
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        BoundedExchange http =
                new BoundedExchange(HttpLimits.DEFAULT, ProxyRoutes.DIRECT, Optional.of(azure.sslContext()));
        http.send(request(discovery()));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("authenticode-http") && !ofOthers.contains(t))
                .toList();
        assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

        http.close();

        for (Thread thread : threads) {
            thread.join();
        }
        assertThatThrownBy(() -> http.send(request(discovery()))).hasMessage("closed already");
    }

    private static BoundedExchange through(
            LoopbackProxy proxy, Optional<HttpProxy.Login> login, List<String> directHosts) throws Exception {
        return new BoundedExchange(HttpLimits.DEFAULT, to(proxy, login, directHosts), Optional.of(azure.sslContext()));
    }

    private static ProxyRoutes to(LoopbackProxy proxy, Optional<HttpProxy.Login> login, List<String> directHosts) {
        HttpProxy one = new HttpProxy("127.0.0.1", proxy.port(), login, directHosts);
        return ProxyRoutes.of(List.of(one), List.of());
    }

    private static Optional<HttpProxy.Login> login(String password) {
        return Optional.of(new HttpProxy.Login("bu", Secret.of(password)));
    }

    private static URI discovery() {
        return azure.url().resolve("/common/discovery/instance");
    }

    private static HttpRequest request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer x")
                .build();
    }
}
