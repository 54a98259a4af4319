package io.github.authenticode.cloud;

import io.github.authenticode.cloud.token.ProgramRunner;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.http.proxy.ProxyRoutes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * The surroundings in which a build reaches the services that hold keys.
 *
 * @param environment variables of this process
 * @param proxies which lead there
 * @param trust absent for what the JVM trusts
 * @param roots the same for services that want a client certificate, for which a context of its own is made
 * @param programs runs the command lines of services, such as {@code az}
 * @param memory shared by all executions of the build
 * @param clock what the machine believes to be the time
 * @param sleeper waits between tries
 */
public record CloudSettings(
        Map<String, String> environment,
        ProxyRoutes proxies,
        Optional<SSLContext> trust,
        Optional<X509TrustManager> roots,
        ProgramRunner programs,
        BuildMemory memory,
        Clock clock,
        Sleeper sleeper) {

    /** Never the variables, which hold secrets. */
    @Override
    public String toString() {
        return "CloudSettings";
    }
}
