package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.plan.text.PublicUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reader of the simple values of a pom; what cannot be read is a finding. */
public final class OptionsReader {
    /** A name, an IPv4 address, or one of IPv6 in brackets. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");

    private final ConfigurationProblems findings;

    public OptionsReader(ConfigurationProblems findings) {
        this.findings = findings;
    }

    public DigestAlgorithm digest(String text) {
        Optional<DigestAlgorithm> digest = DigestAlgorithm.parse(text);
        if (digest.isEmpty()) {
            String bare = text.replace("-", "").trim().toUpperCase(Locale.ROOT);
            boolean broken = bare.equals("MD5") || bare.equals("SHA1");
            findings.add(Problem.of(
                    ConfigurationProblem.DIGEST,
                    "<digest>: \"" + text + "\" "
                            + (broken
                                    ? "is broken: others can make a second file with the same digest, and Windows does not"
                                            + " trust such signatures."
                                    : "is no digest that Authenticode knows."),
                    "Write SHA-256, SHA-384 or SHA-512."));
        }
        return digest.orElse(DigestAlgorithm.SHA256);
    }

    /** Reads whom the verifier may ask. */
    public OnlineChecks onlineChecks(String revocation, boolean fetchIntermediates, List<String> hosts) {
        Set<String> names = new TreeSet<>();
        for (String host : hosts) {
            if (HOST.matcher(host.trim()).matches()) {
                names.add(host.trim().toLowerCase(Locale.ROOT));
            } else {
                findings.invalid("<allowedHosts>", "\"" + host + "\" is no host name.", "<host>pki.example.com</host>");
            }
        }
        RevocationMode mode =
                PomValues.of(RevocationMode.class, "revocation", revocation, RevocationMode.OFF, findings);
        return new OnlineChecks(mode, fetchIntermediates, names);
    }

    /**
     * Reads how to timestamp.
     *
     * @param defaults the authorities where the pom names none
     */
    public Timestamping timestamping(Timestamp bean, List<String> defaults) {
        List<String> urls = bean.urls != null ? bean.urls : defaults;
        if (bean.enabled && bean.urls != null && bean.urls.isEmpty()) {
            findings.invalid("<timestamp><urls>", "it is empty.", "<url>" + Timestamp.DEFAULT_URLS.get(0) + "</url>");
        }
        if (bean.attempts < 1) {
            findings.invalid("<timestamp><attempts>", bean.attempts + " is less than 1.", "<attempts>6</attempts>");
        }
        return new Timestamping(
                bean.enabled,
                urls.stream().flatMap(u -> url("<timestamp><urls>", u).stream()).toList(),
                Math.max(1, bean.attempts),
                PomValues.duration("<timestamp><retryDelay>", bean.retryDelay, findings),
                PomValues.duration("<timestamp><timeout>", bean.timeout, findings));
    }

    /** An absolute http or https URL. */
    public Optional<URI> url(String element, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.trim());
            if (uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                if (uri.getUserInfo() == null) {
                    return Optional.of(uri);
                }
                findings.invalid(element, "the URL holds a user name or password.", "http://host/path");
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            findings.invalid(
                    element, "\"" + PublicUrl.of(text) + "\" is not a URL: " + e.getReason() + ".", "http://host/path");
            return Optional.empty();
        }
        findings.invalid(
                element, "\"" + PublicUrl.of(text) + "\" is not an absolute http or https URL.", "http://host/path");
        return Optional.empty();
    }

    public Optional<Instant> instant(String element, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.trim()));
        } catch (DateTimeParseException e) {
            findings.invalid(element, "\"" + text + "\" is not an ISO instant.", "2027-01-31T12:00:00Z");
            return Optional.empty();
        }
    }

    public int atLeastOne(String element, int value) {
        if (value < 1) {
            findings.invalid(element, value + " is less than 1.", "2");
        }
        return Math.max(1, value);
    }
}
