package io.github.authenticode.cloud.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnreachableTest {
    private static final URI ENTRA = URI.create("https://login.microsoftonline.com/t/oauth2/v2.0/token");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new IOException("unknown host", new UnresolvedAddressException()), "azure-unknown-host", false),
                Arguments.of(new UnknownHostException("login.microsoftonline.com"), "azure-unknown-host", false),
                Arguments.of(new IOException("Tunnel failed, got: 407"), "azure-proxy-login", false),
                Arguments.of(new SSLHandshakeException("no cipher suites in common"), "azure-tls", false),
                Arguments.of(new IOException("no connection", new ConnectException()), "azure-no-connection", true),
                Arguments.of(new HttpTimeoutException("request timed out"), "azure-no-answer", true),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes"), "azure-no-answer", true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsAProblemOfItsOwn(IOException failure, String id, boolean retryable) {
        CloudException told = Unreachable.because(ENTRA, failure);
        assertThat(told.problem().id()).isEqualTo(id);
        assertThat(told.isRetryable()).isEqualTo(retryable);
        assertThat(told).hasMessageContaining("login.microsoftonline.com");
    }

    @Test
    void interceptedConnectionIsToldWithTheRemedy() {
        SSLException failure = new SSLHandshakeException("PKIX path building failed");
        failure.initCause(new CertPathBuilderException("unable to find valid certification path to requested target"));
        assertThat(Unreachable.because(ENTRA, new IOException("PKIX path building failed", failure)))
                .hasMessage(
                        "login.microsoftonline.com shows a certificate that this JVM does not trust: a proxy or a virus"
                                + " scanner opens the connection. (PKIX path building failed) Import the root certificate of that"
                                + " proxy into the trust store of the JVM, or point -Djavax.net.ssl.trustStore in MAVEN_OPTS to one"
                                + " that has it.");
    }

    @Test
    void portIsNotTakenForAStatus() {
        assertThat(Unreachable.because(ENTRA, new IOException("reset by 10.0.0.1:4073"))
                        .problem()
                        .id())
                .isEqualTo("azure-no-answer");
    }

    @Test
    void realFailuresAreTheSame() throws Exception {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (BoundedExchange http = new BoundedExchange(limits, ProxyRoutes.DIRECT)) {
            URI gone;
            try (AzureDouble azure = AzureDouble.start()) {
                gone = azure.url();
                assertThat(idOf(http, gone)).isEqualTo("azure-tls-trust");
            }
            assertThat(idOf(http, gone)).isEqualTo("azure-no-connection");
        }
    }

    private static String idOf(HttpExchange http, URI target) {
        IOException failure = catchThrowableOfType(
                IOException.class,
                () -> http.send(HttpRequest.newBuilder(target).build()));
        return Unreachable.because(target, failure).problem().id();
    }
}
