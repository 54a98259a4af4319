package io.github.authenticode.azuredouble;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.authenticode.testing.certificate.TestEntity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The double itself; see the package. One HTTPS server for everything, and a plain one for what is plain in reality.
 */
public final class AzureDouble implements AutoCloseable {
    public static final String ACCOUNT = SigningEndpoint.ACCOUNT;
    public static final String PROFILE = SigningEndpoint.PROFILE;
    /** Common name and organization of who signs. */
    public static final String PUBLISHER = SigningProfile.PUBLISHER;

    public static final String SUBSCRIBER_EKU = SigningProfile.SUBSCRIBER_EKU;
    public static final String TENANT = Directory.TENANT;
    public static final String CLIENT_ID = Directory.CLIENT_ID;
    public static final String CLIENT_SECRET = Directory.CLIENT_SECRET;
    public static final String EXPIRED_SECRET = Directory.EXPIRED_SECRET;
    public static final String SECRET_ID = Directory.SECRET_ID;
    public static final String GITHUB_TOKEN = OidcEndpoints.GITHUB_TOKEN;
    public static final String PIPELINES_TOKEN = OidcEndpoints.PIPELINES_TOKEN;
    public static final String SERVICE_CONNECTION = OidcEndpoints.SERVICE_CONNECTION;
    /** Of the file that {@link #writeTrustStore} writes. */
    public static final String TRUST_STORE_PASSWORD = TlsAuthority.PASSWORD;

    private final TlsAuthority tls = new TlsAuthority();
    private final Journal journal = new Journal();
    private final Router router = new Router(journal);
    private final Directory directory;
    private final SigningProfile profile;
    private final VaultContent vault;
    private final HttpsServer https;
    private final HttpServer http;
    private final ExecutorService threads;

    AzureDouble(Settings settings) throws IOException, GeneralSecurityException {
        directory = new Directory(settings);
        profile = new SigningProfile(settings);
        vault = new VaultContent(settings);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "azure-double");
            thread.setDaemon(true);
            return thread;
        });
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        https = HttpsServer.create(anyPort, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls.ofServer()));
        http = HttpServer.create(anyPort, 0);
        new EntraEndpoint(directory, url().toString(), settings, journal).addTo(router);
        new OidcEndpoints(directory).addTo(router);
        new ImdsEndpoint(directory, settings, journal).addTo(router);
        new SigningEndpoint(settings, journal, new Caller(directory, settings, journal), profile, url()).addTo(router);
        new VaultEndpoint(settings, journal, directory, vault).addTo(router);
        settings.timestamps()
                .ifPresent(authority -> new TimestampEndpoint(authority, settings.timestampTime).addTo(router));
        for (HttpServer server : List.of(https, http)) {
            server.setExecutor(threads);
            server.createContext("/", router);
            server.start();
        }
    }

    /**
     * The double as a process, until its standard input ends or {@code POST /double/stop}.
     *
     * @param args a folder for what a client has to know, then options: {@code tokenLife}, {@code assertionLife} and
     *     {@code operationTime} with an ISO 8601 duration, as in {@code tokenLife=PT5S}; {@code timestampTime}, without
     * which there is no timestamp authority; {@code rotateAfter=3}; {@code withoutRole=}; {@code
     * withoutManagedIdentity=}
     */
    public static void main(String[] args) throws Exception {
        // Of this process alone: without it each answer waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new Program(Path.of(args[0])).run(Arrays.copyOfRange(args, 1, args.length));
    }

    public static Settings settings() {
        return new Settings();
    }

    public static AzureDouble start() throws IOException, GeneralSecurityException {
        return settings().start();
    }

    /** Of Entra and of the signing service alike; no trailing slash. */
    public URI url() {
        return URI.create("https://localhost:" + https.getAddress().getPort());
    }

    /** Of the managed identity endpoint's host. */
    public URI imdsUrl() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** {@code ACTIONS_ID_TOKEN_REQUEST_URL}; it has a query already, as the genuine one. */
    public URI githubUrl() {
        return url().resolve(OidcEndpoints.GITHUB_PATH);
    }

    /** {@code SYSTEM_OIDCREQUESTURI}. */
    public URI pipelinesUrl() {
        return url().resolve(OidcEndpoints.PIPELINES_PATH);
    }

    /** Of the timestamp authority, where there is one. */
    public URI timestampUrl() {
        return imdsUrl().resolve("/tsa");
    }

    /** What the service's signatures lead to. */
    public X509Certificate signingRoot() {
        return profile.root().certificate();
    }

    /** The certificate that signs now. */
    public X509Certificate signingCertificate() {
        return profile.current().certificate();
    }

    /** What signs with the certificate of a vault that has this name. */
    public TestEntity vaultCertificate(String name) {
        return vault.named(name).orElseThrow().entity();
    }

    /** From now on another key and certificate sign. */
    public void rotate() {
        profile.rotate();
    }

    /** What the application proves itself with; Entra knows it. */
    public TestEntity clientCertificate() {
        return directory.clientCertificate();
    }

    /** A new assertion of an issuer, for a file or a variable. */
    public String assertion(Issuer issuer) {
        return directory.assertion(issuer, Directory.EXCHANGE_AUDIENCE);
    }

    /** A token for the signing service; it is not counted. */
    public String accessToken() {
        return accessToken(Directory.SIGNING_AUDIENCE, TENANT, directory.now());
    }

    /** A token that may be good for nothing. */
    public String accessToken(String audience, String tenant, Instant from) {
        return directory.accessToken(audience, tenant, from);
    }

    /** For a client that trusts this double. */
    public SSLContext sslContext() throws GeneralSecurityException, IOException {
        return tls.ofClient();
    }

    /** What must be trusted by who talks to this double. */
    X509Certificate tlsRoot() {
        return tls.root();
    }

    /** A PKCS#12 file for {@code -Djavax.net.ssl.trustStore} of another JVM. */
    public void writeTrustStore(Path file) throws GeneralSecurityException, IOException {
        tls.writeTrustStore(file);
    }

    /** The next requests of a place are treated so, one fault each. */
    public void misbehave(Place place, Fault... faults) {
        router.misbehave(place, Arrays.asList(faults));
    }

    public int requests(Place place) {
        return journal.requests(place).get();
    }

    /** How many access tokens were given away, by Entra or as managed identity. */
    public int tokens() {
        return journal.tokens().get();
    }

    /** How many signatures have to be paid for. */
    public int operations() {
        return journal.operations().get();
    }

    /** The correlation ids of the requests to the signing service, each once. */
    public Set<String> correlationIds() {
        return Set.copyOf(journal.correlationIds());
    }

    /** What came in that no correct client sends; none, if all is well. */
    public List<String> violations() {
        return List.copyOf(journal.violations());
    }

    /** Lets other processes control the double over HTTP. */
    void control(Runnable stop) {
        new ControlEndpoint(this, stop).addTo(router);
    }

    @Override
    public void close() {
        router.close();
        https.stop(0);
        http.stop(0);
        threads.shutdownNow();
    }
}
