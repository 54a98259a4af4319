package io.github.authenticode.maven.identity;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.Credentials;
import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.account.DigiCertAccount;
import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds who signs in to DigiCert ONE: in the pom and settings.xml, else in the variables of DigiCert's own programs.
 */
final class DigiCertAccountReader {
    private static final String USUAL_HOST = "https://clientauth.one.digicert.com";
    private static final Pattern HOST = Pattern.compile("https://[a-z0-9.-]+(:[0-9]{1,5})?");
    private static final Pattern OF_DIGICERT = Pattern.compile("https://([a-z0-9-]+[.])+digicert[.]com");

    private final KeyLocker bean;
    private final Credentials credentials;
    private final ConfigurationProblems findings;

    DigiCertAccountReader(KeyLocker bean, IdentityReading reading) {
        this.bean = bean;
        this.credentials = reading.credentials();
        this.findings = reading.findings();
    }

    /** Empty after a finding; every one of them has been looked for. */
    Optional<DigiCertAccount> read() {
        Optional<URI> host = host();
        Optional<Secret> key = text(bean.serverId)
                .map(id -> credentials.ofServer("<keyLocker><serverId>", id, findings))
                .orElseGet(() -> credentials.ofEnvironment(
                        "<keyLocker> without <serverId>, whose password is the API key", "SM_API_KEY", findings));
        Optional<Path> file = clientCertificate();
        Optional<Secret> password = password();
        return host.flatMap(h ->
                key.flatMap(k -> file.flatMap(f -> password.map(p -> new DigiCertAccount(h, k, f, p)))));
    }

    private Optional<URI> host() {
        String where = text(bean.host).isPresent() ? "<keyLocker><host>" : "<keyLocker>, SM_HOST";
        String given =
                text(bean.host).or(() -> credentials.environment("SM_HOST")).orElse(USUAL_HOST);
        String host = given.strip().replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        if (!host.contains("://")) {
            host = "https://" + host;
        }
        String example = "<host>" + USUAL_HOST + "</host>";
        if (!HOST.matcher(host).matches()) {
            findings.invalid(where, "\"" + given + "\" is no https address of a host alone.", example);
            return Optional.empty();
        }
        if (!bean.allowCustomHost && !OF_DIGICERT.matcher(host).matches()) {
            findings.invalid(
                    where,
                    "\"" + given
                            + "\" is no host of DigiCert's, and the API key would be sent there; where it is your own"
                            + " DigiCert ONE, add <allowCustomHost>true</allowCustomHost>.",
                    example);
            return Optional.empty();
        }
        return Optional.of(URI.create(host));
    }

    private Optional<Path> clientCertificate() {
        Optional<Path> named = IdentityReading.path(bean.clientCertificateFile);
        String where = named.isPresent() ? "<keyLocker><clientCertificateFile>" : "<keyLocker>, SM_CLIENT_CERT_FILE";
        Optional<String> given = named.map(Path::toString).or(() -> credentials.environment("SM_CLIENT_CERT_FILE"));
        if (given.isEmpty()) {
            findings.invalid(
                    "<keyLocker><clientCertificateFile>",
                    "it is missing, and the environment variable SM_CLIENT_CERT_FILE is not set.",
                    "<clientCertificateFile>client.p12</clientCertificateFile>");
            return Optional.empty();
        }
        try {
            Path file = Path.of(given.get());
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            // Said below: base64 text in the variable is the usual cause, and it is as good as a secret.
            findings.invalid(
                    where, "it is no path of a file.", "<clientCertificateFile>client.p12</clientCertificateFile>");
            return Optional.empty();
        }
        findings.invalid(
                where,
                (given.get().length() > 1024 ? "it" : given.get()) + " does not exist or is no file.",
                "<clientCertificateFile>client.p12</clientCertificateFile>");
        return Optional.empty();
    }

    private Optional<Secret> password() {
        Optional<String> server = text(bean.clientCertificateServerId);
        Optional<String> variable = text(bean.clientCertificatePasswordEnv);
        if (server.isPresent() && variable.isPresent()) {
            findings.invalid(
                    "<keyLocker>",
                    "<clientCertificateServerId> and <clientCertificatePasswordEnv> both say where the client"
                            + " certificate's password is.",
                    "<clientCertificateServerId>" + server.get() + "</clientCertificateServerId>");
            return Optional.empty();
        }
        return server.map(id -> credentials.ofServer("<keyLocker><clientCertificateServerId>", id, findings))
                .orElseGet(() -> variable.map(name ->
                                credentials.ofEnvironment("<keyLocker><clientCertificatePasswordEnv>", name, findings))
                        .orElseGet(() -> credentials.ofEnvironment(
                                "<keyLocker> without <clientCertificateServerId>, whose password opens the client"
                                        + " certificate",
                                "SM_CLIENT_CERT_PASSWORD",
                                findings)));
    }
}
