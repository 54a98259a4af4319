package io.github.authenticode.cloud.credential.base;

import io.github.authenticode.cloud.token.ProgramRunner;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.plan.text.EnvironmentVariable;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine as credentials see it, and what they are to open.
 *
 * @param environment variables of this process; names ignore case, as on Windows
 * @param http by way of the proxy of Maven's settings
 * @param direct without any proxy: the machine's own metadata service is reachable no other way
 * @param programs runs {@code az}
 * @param clock what the machine believes to be the time
 * @param sleeper waits before another try
 * @param resource that tokens are asked for, without a slash at its end, or the service answers 401: {@code
 *     https://codesigning.azure.net}
 */
public record CredentialHost(
        Map<String, String> environment,
        HttpExchange http,
        HttpExchange direct,
        ProgramRunner programs,
        Clock clock,
        Sleeper sleeper,
        String resource) {
    public CredentialHost {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(environment);
        environment = ignoringCase;
    }

    /** A variable that is set to something. */
    public Optional<String> variable(String name) {
        return EnvironmentVariable.read(environment, name);
    }

    /** Never the variables, which hold secrets. */
    @Override
    public String toString() {
        return "CredentialHost";
    }
}
