package io.github.authenticode.digicertdouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.testing.LoopbackTsa;
import io.github.authenticode.testing.certificate.TrustStoreFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The double that a whole build signs with, and a timestamp authority. They end with the JVM of their test. */
public final class DigiCertStage {
    /** Of the client certificate file. */
    public static final String PASSWORD = "c4nary-client|password";

    private DigiCertStage() {}

    /**
     * Starts the double, and leaves in the folder what builds need.
     *
     * @return what poms need to know; verify scripts read the counters at {@code it.digicert.control}
     */
    public static Properties set(Path place) throws Exception {
        Path folder = place.toAbsolutePath().normalize();
        DigiCertDouble service = new DigiCertDouble(Duration.ZERO);
        service.writeUser(folder.resolve("client.p12"), Secret.of(PASSWORD), 100);
        TrustStoreFile.write(
                folder.resolve("trust.p12"), "changeit", List.of(service.trust().getAcceptedIssuers()));
        TestAuthority authority = TestAuthority.open(folder.resolve("authority"), Clock.systemUTC());
        List<X509Certificate> chain = service.chain("release-cert-1");
        Files.writeString(folder.resolve("roots.pem"), pem(chain.get(chain.size() - 1)) + pem(authority.root()));
        Properties p = new Properties();
        p.setProperty("it.digicert.host", service.url().toString());
        p.setProperty("it.digicert.client", folder.resolve("client.p12").toString());
        p.setProperty("it.digicert.roots", folder.resolve("roots.pem").toString());
        p.setProperty("it.digicert.tsa", LoopbackTsa.start(authority).url().toString());
        p.setProperty("it.digicert.control", control(service));
        return p;
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The counters over plain HTTP, for scripts that have no client certificate. */
    private static String control(DigiCertDouble service) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, service));
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/counters";
    }

    private static void send(HttpExchange exchange, DigiCertDouble service) throws IOException {
        try (exchange) {
            byte[] body = new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "signatures", service.signatures(),
                            "requests", service.requests(),
                            "violations", service.violations()))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
