package io.github.authenticode.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    @Test
    void eachSchemeHasAVariableOfItsOwn() {
        environment.put("HTTP_PROXY", "http://one:3128");
        environment.put("https_proxy", "two:8080");

        assertThat(to("http://tsa.example/")).hasToString("Optional[one:3128]");
        assertThat(to("https://tsa.example/")).hasToString("Optional[two:8080]");
    }

    @Test
    void lowerCaseComesFirstAndAllProxyLast() {
        environment.put("HTTP_PROXY", "http://upper:1");
        environment.put("http_proxy", "http://lower:1");
        environment.put("ALL_PROXY", "http://all/");

        assertThat(to("http://tsa.example/")).hasToString("Optional[lower:1]");
        assertThat(to("https://tsa.example/")).hasToString("Optional[all:80]");
    }

    @Test
    void loginIsTakenFromTheUrlAndNeverShown() {
        environment.put("HTTPS_PROXY", "http://us%40er:pa%3Ass+w%25rd-canary@proxy:3128");

        HttpProxy proxy = to("https://tsa.example/").orElseThrow();

        HttpProxy.Login login = proxy.login().orElseThrow();
        assertThat(login.username()).isEqualTo("us@er");
        assertThat(login.password().reveal()).isEqualTo("pa:ss+w%rd-canary");
        assertThat(proxy + " " + login).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, http://example.com/, false",
        "example.com, http://tsa.EXAMPLE.com/, false",
        "example.com, http://myexample.com/, true",
        ".example.com, http://tsa.example.com/, false",
        ".example.com, http://example.com/, false",
        "*.example.com, http://tsa.example.com/, false",
        "'other.org, example.com', http://example.com/, false",
        "other.org example.com, http://example.com/, false",
        "example.com., http://example.com/, false",
        "*, http://anything/, false",
        "example.com:8080, http://example.com:8080/, false",
        "example.com:8080, http://example.com/, true",
        "example.com:80, http://example.com/, false",
        "127.0.0.1, http://127.0.0.1:8080/, false",
        "10.0.0.0/8, http://10.200.3.4/, false",
        "10.0.0.0/8, http://11.0.0.1/, true",
        "fd00::/8, http://[fd12::1]/, false",
        "::1, http://[::1]/, false",
        "[::1], http://[::1]:8080/, false",
        "[::1]:8080, http://[::1]/, true"
    })
    void hostsOfNoProxyAreReachedWithout(String noProxy, String address, boolean proxied) {
        environment.put("http_proxy", "http://proxy:3128");
        environment.put("NO_PROXY", noProxy);

        assertThat(to(address).isPresent()).isEqualTo(proxied);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://u:word-canary@proxy:1080",
                "https://proxy:443",
                "http://pro xy",
                "http://",
                "http://proxy:99999"
            })
    void whatIsNoProxyIsPassedOverAndTold(String value) {
        environment.put("HTTPS_PROXY", value);

        assertThat(to("https://tsa.example/")).isEmpty();
        assertThat(warnings)
                .containsExactly(
                        "The environment variable HTTPS_PROXY is passed over: it names no proxy of the form"
                                + " http://host:port, and no other kind is spoken. Write it so, or name the proxy in settings.xml.");
    }

    @Test
    void headerOfAClientIsNoProxy() {
        environment.put("HTTP_PROXY", "http://stranger:1");
        environment.put("REQUEST_METHOD", "GET");

        assertThat(to("http://tsa.example/")).isEmpty();
    }

    @Test
    void emptyVariableIsNone() {
        environment.put("HTTP_PROXY", " ");

        assertThat(to("http://tsa.example/")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    private Optional<HttpProxy> to(String address) {
        warnings.clear();
        return new EnvironmentProxies(environment, warnings::add).to(URI.create(address));
    }
}
