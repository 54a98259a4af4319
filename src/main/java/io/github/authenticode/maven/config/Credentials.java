package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.plan.text.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Secrets from settings.xml servers, decrypted by Maven itself, and from environment variables. A text that Maven could
 * not decrypt is never used as a password.
 */
public final class Credentials {
    /** What an encrypted password looks like, in Maven 3 ({@code {base64}}) and 4 ({@code {[name=…]base64}}). */
    static final Pattern ENCRYPTED = Pattern.compile("(?s).*\\{[A-Za-z0-9+/=\\[\\],. -]{16,}}.*");

    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+\\z");

    private final Settings settings;
    private final SettingsDecrypter decrypter;
    private final UnaryOperator<@Nullable String> environment;
    private final Consumer<String> warnings;

    /** @param warnings told what was read in another way than it stands there */
    public Credentials(
            Settings settings,
            SettingsDecrypter decrypter,
            UnaryOperator<@Nullable String> environment,
            Consumer<String> warnings) {
        this.settings = settings;
        this.decrypter = decrypter;
        this.environment = environment;
        this.warnings = warnings;
    }

    /** The password of a server, or its passphrase where it has no password; a finding if there is none. */
    public Optional<Secret> ofServer(String element, String serverId, ConfigurationProblems findings) {
        return server(element, serverId, findings).flatMap(server -> decrypted(element, serverId, server, findings));
    }

    /** The server itself, with its password as it stands in settings.xml; a finding if there is none. */
    public Optional<Server> server(String element, String serverId, ConfigurationProblems findings) {
        Server server = settings.getServer(serverId);
        if (server == null) {
            List<String> known =
                    settings.getServers().stream().map(Server::getId).toList();
            findings.add(Problem.of(
                    ConfigurationProblem.UNKNOWN_SERVER,
                    element + ": settings.xml has no server \"" + serverId + "\""
                            + (known.isEmpty() ? "; it has no server at all." : "; it has " + quoted(known) + "."),
                    "Add <server><id>" + serverId
                            + "</id><password>…</password></server> to settings.xml, or correct the id."));
        }
        return Optional.ofNullable(server);
    }

    private Optional<Secret> decrypted(String element, String serverId, Server server, ConfigurationProblems findings) {
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        Server plain = result.getServer();
        String password = firstText(plain.getPassword(), plain.getPassphrase());
        boolean untouched =
                password != null && password.equals(firstText(server.getPassword(), server.getPassphrase()));
        if (!result.getProblems().isEmpty()
                || (untouched && ENCRYPTED.matcher(password).matches())) {
            findings.add(undecryptable(element, serverId, result.getProblems()));
            return Optional.empty();
        }
        if (password == null) {
            findings.add(Problem.of(
                    ConfigurationProblem.SERVER_WITHOUT_PASSWORD,
                    element + ": the server \"" + serverId + "\" in settings.xml has neither password nor passphrase.",
                    "Add <password> to that server."));
            return Optional.empty();
        }
        return Optional.of(Secret.of(withoutLineEnd(
                password, element + ": the password of the server \"" + serverId + "\" in settings.xml", warnings)));
    }

    /**
     * No program asks for a password that ends with a line; a file or a command from which it was taken leaves one
     * behind, which nobody sees who looks at it.
     */
    static String withoutLineEnd(String secret, String what, Consumer<String> warnings) {
        String clean = LINE_END.matcher(secret).replaceFirst("");
        if (clean.length() < secret.length()) {
            warnings.accept(what + " ends with a line end, which was left out. Store it without one, such as by printf"
                    + " instead of echo.");
        }
        return clean;
    }

    private static Problem undecryptable(String element, String serverId, List<SettingsProblem> problems) {
        Problem problem = Problem.of(
                ConfigurationProblem.SERVER_PASSWORD_DECRYPTION,
                element + ": Maven could not decrypt the password of the server \"" + serverId + "\" in settings.xml.",
                "Encrypt it again with this Maven (mvn --encrypt-password; mvnenc on Maven 4) and make sure that"
                        + " settings-security.xml of this user holds the same master password.");
        return problems.isEmpty()
                ? problem
                : problem.withEvidence(problems.get(0).getMessage());
    }

    /** The value of an environment variable; a finding if it is not set or empty. */
    public Optional<Secret> ofEnvironment(String element, String name, ConfigurationProblems findings) {
        String value = environment.apply(name);
        if (value == null || LINE_END.matcher(value).replaceFirst("").isEmpty()) {
            findings.add(Problem.of(
                    ConfigurationProblem.ENVIRONMENT_VARIABLE_NOT_SET,
                    element + ": the environment variable " + name + (value == null ? " is not set." : " is empty."),
                    "Set " + name + " in the environment of the build, for example from the secrets of your CI."));
            return Optional.empty();
        }
        return Optional.of(Secret.of(
                withoutLineEnd(value, element + ": the value of the environment variable " + name, warnings)));
    }

    /** The value of a variable that is no secret, if it is set to something. */
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(v -> !v.isBlank());
    }

    private static @Nullable String firstText(@Nullable String one, @Nullable String other) {
        return one != null && !one.isEmpty() ? one : other != null && !other.isEmpty() ? other : null;
    }

    private static String quoted(List<String> words) {
        return "\"" + String.join("\", \"", words) + "\"";
    }
}
