package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpProxy;
import io.github.authenticode.plan.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of settings.xml through which Azure is reached, decrypted. As for Maven's own downloads over https, an active one of
 * the protocol https comes first, then one of the protocol http.
 */
final class SettingsProxy {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    SettingsProxy(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /** Empty where none is active, and, with a finding, where it cannot be used. */
    Optional<HttpProxy> proxy(Findings findings) {
        return active("https").or(() -> active("http")).flatMap(proxy -> read(proxy, findings));
    }

    private Optional<Proxy> active(String protocol) {
        return settings.getProxies().stream()
                .filter(p -> p.isActive() && protocol.equalsIgnoreCase(p.getProtocol()))
                .findFirst();
    }

    private Optional<HttpProxy> read(Proxy proxy, Findings findings) {
        String host = proxy.getHost();
        if (host == null || host.isBlank() || proxy.getPort() < 1 || proxy.getPort() > 65535) {
            findings.add(Problem.of(
                    "proxy-incomplete",
                    "The proxy \"" + proxy.getId() + "\" in settings.xml has no <host>, or no <port> from 1 to 65535.",
                    "Give it both, or set <active>false</active>."));
            return Optional.empty();
        }
        String username = proxy.getUsername();
        if (username == null || username.isBlank()) {
            return Optional.of(new HttpProxy(host.trim(), proxy.getPort(), Optional.empty(), direct(proxy)));
        }
        return password(proxy, findings)
                .map(password -> new HttpProxy(
                        host.trim(),
                        proxy.getPort(),
                        Optional.of(new HttpProxy.Login(username, password)),
                        direct(proxy)));
    }

    private Optional<Secret> password(Proxy proxy, Findings findings) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
        String plain = text(result.getProxy().getPassword());
        boolean untouched = plain.equals(text(proxy.getPassword()));
        if (!result.getProblems().isEmpty()
                || (untouched && Credentials.ENCRYPTED.matcher(plain).matches())) {
            findings.add(undecryptable(proxy, result.getProblems()));
            return Optional.empty();
        }
        return Optional.of(Secret.of(plain));
    }

    private static Problem undecryptable(Proxy proxy, List<SettingsProblem> problems) {
        Problem problem = Problem.of(
                "proxy-password-decryption",
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
