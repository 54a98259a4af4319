package io.github.authenticode.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Fault.Kind;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.HttpProxy;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
        azure.misbehave(Place.DISCOVERY, Fault.of(kind));
        try (SigningBench bench = new SigningBench(azure, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> bench.http.send(request(discovery())))
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
                BoundedExchange untrusting = new BoundedExchange(HttpLimits.DEFAULT, Optional.empty())) {
            assertThatThrownBy(() -> bench.client(untrusting).sign(DigestAlgorithm.SHA256, SigningBench.DIGEST))
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
    void passwordGoesToTheProxyWhereJavaLetsIt() throws Exception {
        HttpProxy.Login login = new HttpProxy.Login("builder", Secret.of("proxy-password"));
        try (LoopbackProxy proxy = LoopbackProxy.start();
                BoundedExchange http = through(proxy, Optional.of(login), List.of())) {
            http.send(request(URI.create("http://somewhere.invalid/x")));

            assertThat(proxy.requestLines()).containsExactly("GET http://somewhere.invalid/x HTTP/1.1");
            assertThat(proxy.headers()).contains("proxy-authorization");
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
        BoundedExchange http =
                new BoundedExchange(HttpLimits.DEFAULT, Optional.empty(), Optional.of(azure.sslContext()));
        http.send(request(discovery()));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("authenticode-http"))
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
        return new BoundedExchange(
                HttpLimits.DEFAULT,
                Optional.of(new HttpProxy("127.0.0.1", proxy.port(), login, directHosts)),
                Optional.of(azure.sslContext()));
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
