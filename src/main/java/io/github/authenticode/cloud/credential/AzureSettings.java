package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.cloud.token.ProgramRunner;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The surroundings in which a build reaches Azure.
 *
 * @param environment variables of this process
 * @param proxies which lead there
 * @param trust absent for what the JVM trusts
 * @param programs runs {@code az}
 * @param memory shared by all executions of the build
 * @param clock what the machine believes to be the time
 * @param sleeper waits between tries
 */
public record AzureSettings(
        Map<String, String> environment,
        ProxyRoutes proxies,
        Optional<SSLContext> trust,
        ProgramRunner programs,
        BuildMemory memory,
        Clock clock,
        Sleeper sleeper) {

    /** Opens what asks need. Nothing is sent before the first of them. */
    public AzureConnection connect() {
        return new AzureConnection(this);
    }

    /** Never the variables, which hold secrets. */
    @Override
    public String toString() {
        return "AzureSettings";
    }
}
