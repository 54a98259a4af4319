package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.http.proxy.EnvironmentProxies;
import io.github.authenticode.http.proxy.HttpProxy;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.text.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of settings.xml through which everything is asked, decrypted. As for Maven's own downloads, {@code
 * <protocol>} is that of the address which is asked for, and the first active proxy counts whose {@code
 * <nonProxyHosts>} do not name the host. Where none is active, those of the JVM count, and then those of the
 * environment.
 */
public final class SettingsProxy {
    private final Settings settings;
    private final SettingsDecrypter decrypter;
    private final Map<String, String> environment;

    public SettingsProxy(Settings settings, SettingsDecrypter decrypter, Map<String, String> environment) {
        this.settings = settings;
        this.decrypter = decrypter;
        this.environment = environment;
    }

    /**
     * Which of them leads where; with findings, where one cannot be used.
     *
     * @param warnings told what of the environment is passed over
     */
    public ProxyRoutes routes(ConfigurationProblems findings, Consumer<String> warnings) {
        List<HttpProxy> http = new ArrayList<>();
        List<HttpProxy> https = new ArrayList<>();
        List<Proxy> active = settings.getProxies().stream()
                .filter(proxy -> proxy.isActive() && (isOf("http", proxy) || isOf("https", proxy)))
                .toList();
        for (Proxy proxy : active) {
            read(proxy, findings, warnings).ifPresent(isOf("https", proxy) ? https::add : http::add);
        }
        return active.isEmpty()
                ? ProxyRoutes.JVM.or(new EnvironmentProxies(environment, warnings))
                : ProxyRoutes.of(http, https);
    }

    private static boolean isOf(String protocol, Proxy proxy) {
        return protocol.equalsIgnoreCase(text(proxy.getProtocol()).trim());
    }

    private Optional<HttpProxy> read(Proxy proxy, ConfigurationProblems findings, Consumer<String> warnings) {
        String host = proxy.getHost();
        if (host == null || host.isBlank() || proxy.getPort() < 1 || proxy.getPort() > 65535) {
            findings.add(Problem.of(
                    ConfigurationProblem.PROXY_INCOMPLETE,
                    "The proxy \"" + proxy.getId() + "\" in settings.xml has no <host>, or no <port> from 1 to 65535.",
                    "Give it both, or set <active>false</active>."));
            return Optional.empty();
        }
        String username = proxy.getUsername();
        if (username == null || username.isBlank()) {
            return Optional.of(new HttpProxy(host.trim(), proxy.getPort(), Optional.empty(), direct(proxy)));
        }
        return password(proxy, findings, warnings)
                .map(password -> new HttpProxy(
                        host.trim(),
                        proxy.getPort(),
                        Optional.of(new HttpProxy.Login(username, password)),
                        direct(proxy)));
    }

    private Optional<Secret> password(Proxy proxy, ConfigurationProblems findings, Consumer<String> warnings) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
        String plain = text(result.getProxy().getPassword());
        boolean untouched = plain.equals(text(proxy.getPassword()));
        if (!result.getProblems().isEmpty()
                || (untouched && Credentials.ENCRYPTED.matcher(plain).matches())) {
            findings.add(undecryptable(proxy, result.getProblems()));
            return Optional.empty();
        }
        return Optional.of(Secret.of(Credentials.withoutLineEnd(
                plain, "The password of the proxy \"" + proxy.getId() + "\" in settings.xml", warnings)));
    }

    private static Problem undecryptable(Proxy proxy, List<SettingsProblem> problems) {
        Problem problem = Problem.of(
                ConfigurationProblem.PROXY_PASSWORD_DECRYPTION,
                "Maven could not decrypt the password of the proxy \"" + proxy.getId() + "\" in settings.xml.",
                "Encrypt it again with this Maven (mvn --encrypt-password; mvnenc on Maven 4) and make sure that"
                        + " settings-security.xml of this user holds the same master password.");
        return problems.isEmpty()
                ? problem
                : problem.withEvidence(problems.get(0).getMessage());
    }

    private static List<String> direct(Proxy proxy) {
        return Arrays.stream(text(proxy.getNonProxyHosts()).split("[|,]", -1))
                .map(String::trim)
                .filter(h -> !h.isEmpty())
                .toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
