package io.github.authenticode.maven.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.http.proxy.HttpProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsProxyTest {
    private static final String ENCRYPTED = "{jSMOWnoPFgsHVpMvz5VrIt5kRbzGpI8u+9EF1iFQyJQ=}";

    private final Settings settings = new Settings();
    private final ConfigurationProblems findings = new ConfigurationProblems();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private String decryptsTo = "plain";

    @Test
    void proxyForHttpsComesBeforeOneForHttpAndInactiveOnesCountNot() {
        add("a", "http", true);
        add("b", "https", false);
        assertThat(proxy()).map(HttpProxy::host).contains("a");

        add("c", "https", true);
        assertThat(proxy()).map(HttpProxy::host).contains("c");
        assertThat(proxy("http://tsa.example/")).map(HttpProxy::host).contains("a");
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void proxyForHttpsAloneServesHttpAsWell() {
        add("c", "https", true);

        assertThat(proxy("http://tsa.example/")).map(HttpProxy::host).contains("c");
    }

    @Test
    void nextProxyServesWhatTheFirstIsNotFor() {
        add("a", "http", true).setNonProxyHosts("*.example.com|10.*|tsa.example:8080");
        add("b", "HTTP", true);

        assertThat(proxy("http://tsa.example/")).map(HttpProxy::host).contains("a");
        assertThat(proxy("http://tsa.example:8080/")).map(HttpProxy::host).contains("b");
        assertThat(proxy("http://TSA.Example.COM/")).map(HttpProxy::host).contains("b");
        assertThat(proxy("https://10.1.2.3/")).map(HttpProxy::host).contains("b");
    }

    @Test
    void whatNoProxyIsForIsReachedWithout() {
        environment.put("HTTP_PROXY", "http://other:3128");
        add("a", "http", true).setNonProxyHosts("tsa.example");

        assertThat(proxy("http://tsa.example/")).isEmpty();
    }

    @Test
    void environmentCountsWhereSettingsHaveNoActiveProxy() {
        environment.put("HTTP_PROXY", "http://user:secret-canary@other:3128");
        add("a", "http", false);
        add("s", "socks5", true);

        assertThat(proxy("http://tsa.example/")).hasValueSatisfying(read -> {
            assertThat(read.host()).isEqualTo("other");
            assertThat(read.origin()).isEqualTo("HTTP_PROXY");
            assertThat(read.toString()).isEqualTo("other:3128");
        });
        assertThat(proxy("https://tsa.example/")).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void lineEndAfterThePasswordIsLeftOutAndTold() {
        Proxy proxy = add("a", "http", true);
        proxy.setUsername("builder");
        proxy.setPassword(ENCRYPTED);
        decryptsTo = "plain-canary\n";

        assertThat(proxy().orElseThrow().login().orElseThrow().password().reveal())
                .isEqualTo("plain-canary");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("The password of the proxy \"a\" in settings.xml ends");
    }

    @Test
    void withoutAnActiveProxyThereIsNone() {
        add("a", "https", false);

        assertThat(proxy()).isEmpty();
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void passwordIsDecryptedAndHostsAreListed() {
        Proxy proxy = add("a", "https", true);
        proxy.setUsername("builder");
        proxy.setPassword(ENCRYPTED);
        proxy.setNonProxyHosts("localhost|*.example.com, 10.*");

        HttpProxy read = proxy().orElseThrow();

        assertThat(read.directHosts()).containsExactly("localhost", "*.example.com", "10.*");
        assertThat(read.login()).hasValueSatisfying(login -> {
            assertThat(login.username()).isEqualTo("builder");
            assertThat(login.password().reveal()).isEqualTo("plain");
        });
        assertThat(read).asString().isEqualTo("a:3128");
    }

    @Test
    void passwordThatMavenCannotDecryptIsNeverSent() {
        Proxy proxy = add("a", "https", true);
        proxy.setUsername("builder");
        proxy.setPassword(ENCRYPTED);
        decryptsTo = ENCRYPTED;

        assertThat(proxy()).isEmpty();
        assertThatThrownBy(findings::throwIfAny)
                .hasMessageStartingWith("Maven could not decrypt the password of the proxy \"a\" in settings.xml.");
    }

    @Test
    void proxyWithoutAPortIsAFinding() {
        add("a", "https", true).setPort(0);

        assertThat(proxy()).isEmpty();
        assertThatThrownBy(findings::throwIfAny)
                .hasMessage(
                        "The proxy \"a\" in settings.xml has no <host>, or no <port> from 1 to 65535. Give it both, or set"
                                + " <active>false</active>.");
    }

    private Optional<HttpProxy> proxy() {
        return proxy("https://login.microsoftonline.com/");
    }

    private Optional<HttpProxy> proxy(String address) {
        return new SettingsProxy(settings, decrypter(), environment)
                .routes(findings, warnings::add)
                .to(URI.create(address));
    }

    private Proxy add(String id, String protocol, boolean active) {
        Proxy proxy = new Proxy();
        proxy.setId(id);
        proxy.setHost(id);
        proxy.setPort(3128);
        proxy.setProtocol(protocol);
        proxy.setActive(active);
        settings.addProxy(proxy);
        return proxy;
    }

    private SettingsDecrypter decrypter() {
        return request -> {
            Proxy plain = request.getProxies().get(0).clone();
            plain.setPassword(decryptsTo);
            return new Decrypted(plain);
        };
    }

    private record Decrypted(Proxy proxy) implements SettingsDecryptionResult {
        @Override
        public Server getServer() {
            return new Server();
        }

        @Override
        public List<Server> getServers() {
            return List.of();
        }

        @Override
        public Proxy getProxy() {
            return proxy;
        }

        @Override
        public List<Proxy> getProxies() {
            return List.of(proxy);
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return List.of();
        }
    }
}
