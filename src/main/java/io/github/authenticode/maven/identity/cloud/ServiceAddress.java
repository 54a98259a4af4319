package io.github.authenticode.maven.identity.cloud;

import io.github.authenticode.maven.config.ConfigurationProblems;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of a service: https and a host alone; plain http to this machine only, for who tries it out. */
final class ServiceAddress {
    private static final Pattern ADDRESS =
            Pattern.compile("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(localhost|127[.]0[.]0[.]1)(:[0-9]{1,5})?");

    private ServiceAddress() {}

    /** Without the slash at its end; empty after a finding. */
    static Optional<URI> read(String element, String given, String example, ConfigurationProblems findings) {
        String bare = given.strip().replaceFirst("/+$", "");
        if (ADDRESS.matcher(bare).matches()) {
            return Optional.of(URI.create(bare));
        }
        findings.invalid(
                element, "\"" + given + "\" is no https address of a host alone, and credentials go there.", example);
        return Optional.empty();
    }
}
