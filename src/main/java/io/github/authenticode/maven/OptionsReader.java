package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.Timestamping;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the simple values of a pom; what cannot be read is a finding. */
final class OptionsReader {
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");
    /** "All Public Trust" certificates carry it (Microsoft Learn, "Artifact Signing certificate management"). */
    private static final String PUBLIC_TRUST = "1.3.6.1.4.1.311.97.1.0";

    private final Findings findings;

    OptionsReader(Findings findings) {
        this.findings = findings;
    }

    DigestAlgorithm digest(String text) {
        Optional<DigestAlgorithm> digest = DigestAlgorithm.parse(text);
        if (digest.isEmpty()) {
            String bare = text.replace("-", "").trim().toUpperCase(Locale.ROOT);
            boolean broken = bare.equals("MD5") || bare.equals("SHA1");
            findings.add(Problem.of(
                    "digest",
                    "<digest>: \"" + text + "\" "
                            + (broken
                                    ? "is broken: others can make a second file with the same digest, and Windows does not"
                                            + " trust such signatures."
                                    : "is no digest that Authenticode knows."),
                    "Write SHA-256, SHA-384 or SHA-512."));
        }
        return digest.orElse(DigestAlgorithm.SHA256);
    }

    /**
     * Reads how to timestamp.
     *
     * @param defaults the authorities where the pom names none
     */
    Timestamping timestamping(Timestamp bean, List<String> defaults) {
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
                Choice.duration("<timestamp><retryDelay>", bean.retryDelay, findings),
                Choice.duration("<timestamp><timeout>", bean.timeout, findings));
    }

    /** An absolute http or https URL. */
    Optional<URI> url(String element, @Nullable String text) {
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
            findings.invalid(element, "\"" + text + "\" is not a URL: " + e.getReason() + ".", "http://host/path");
            return Optional.empty();
        }
        findings.invalid(element, "\"" + text + "\" is not an absolute http or https URL.", "http://host/path");
        return Optional.empty();
    }

    /** A dotted object identifier that tells one subscriber of Artifact Signing from the others. */
    Optional<String> subscriberEku(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String oid = text.trim();
        String flaw = "";
        if (!OBJECT_IDENTIFIER.matcher(oid).matches()) {
            flaw = " is no dotted object identifier.";
        } else if (oid.equals(PUBLIC_TRUST)) {
            flaw = " stands in the Public Trust certificates of all subscribers, so it tells nobody apart.";
        }
        if (!flaw.isEmpty()) {
            findings.add(Problem.of(
                    "subscriber-eku",
                    "<policy><subscriberEku>: \"" + text + "\"" + flaw,
                    "Write the longer one of your certificate profile, such as"
                            + " 1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583; the report of a file that it"
                            + " signed shows it."));
            return Optional.empty();
        }
        return Optional.of(oid);
    }

    Optional<Instant> instant(String element, @Nullable String text) {
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

    int atLeastOne(String element, int value) {
        if (value < 1) {
            findings.invalid(element, value + " is less than 1.", "2");
        }
        return Math.max(1, value);
    }
}
