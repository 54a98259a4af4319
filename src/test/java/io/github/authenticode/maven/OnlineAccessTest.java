package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.policy.RevocationMode;
import io.github.authenticode.testing.AuthorityDouble;
import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import io.github.authenticode.testing.certificate.TestPki;
import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.FileBudget;
import io.github.authenticode.verify.online.Intermediates;
import io.github.authenticode.verify.online.Intermediates.Found;
import io.github.authenticode.verify.online.Online;
import io.github.authenticode.verify.online.OnlineMemory;
import io.github.authenticode.verify.online.revocation.Issuer;
import io.github.authenticode.verify.online.revocation.RevocationStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The verifier's questions over real HTTP, to a double of an authority on the loopback interface. */
@Timeout(30)
class OnlineAccessTest {
    private static final Clock CLOCK = Clock.fixed(TestPki.NOW, ZoneOffset.UTC);

    private final FileBudget budget = new FileBudget();
    private HttpServer server;
    private String base;
    private TestEntity issuer;
    private TestEntity signer;
    private AuthorityDouble authority;

    @BeforeEach
    void start() throws GeneralSecurityException, IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        issuer = TestCertificate.of("CN=Issuer").authority(0).make();
        authority = new AuthorityDouble(base, issuer, TestPki.NOW);
        signer = authority
                .linked(TestCertificate.of("CN=Signer").issuedBy(issuer))
                .make();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] question = exchange.getRequestBody().readAllBytes();
        boolean posted = exchange.getRequestMethod().equals("POST");
        if (posted) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/ocsp-request");
        }
        byte[] answer;
        try {
            answer = authority.fetch(
                    Kind.OCSP,
                    URI.create(base + exchange.getRequestURI().getRawPath()),
                    posted ? Optional.of(question) : Optional.empty());
        } catch (IOException e) {
            exchange.sendResponseHeaders(
                    Integer.parseInt(String.valueOf(e.getMessage()).replaceAll("\\D", "")), -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static OnlineAccess open(RevocationMode mode, boolean fetching, Set<String> hosts) {
        return OnlineAccess.open(new OnlineChecks(mode, fetching, hosts), ProxyRoutes.DIRECT, OnlineMemory::new, CLOCK);
    }

    private RevocationStatus standing(Online online) throws InterruptedException {
        return online.revocations().orElseThrow().of(signer.certificate(), Issuer.of(issuer.certificate()), budget);
    }

    @Test
    void nobodyIsAskedByDefault() {
        try (OnlineAccess access = OnlineAccess.open(OnlineChecks.NONE, ProxyRoutes.DIRECT, OnlineMemory::new, CLOCK)) {
            assertThat(access.online()).isSameAs(Online.NOBODY);
        }
    }

    @Test
    void responderAndListAreAskedOverHttp() throws InterruptedException {
        authority.revoke(signer, "2026-03-01T00:00:00Z", CRLReason.superseded);
        try (OnlineAccess access = open(RevocationMode.SOFT, false, Set.of("127.0.0.1"))) {
            assertThat(standing(access.online()))
                    .isInstanceOfSatisfying(
                            RevocationStatus.Revoked.class,
                            r -> assertThat(r.source().kind()).isEqualTo("OCSP"));
        }
        authority.ocsp(AuthorityDouble.Mood.DOWN);
        try (OnlineAccess access = open(RevocationMode.SOFT, false, Set.of("127.0.0.1"))) {
            assertThat(standing(access.online()))
                    .isInstanceOfSatisfying(
                            RevocationStatus.Revoked.class,
                            r -> assertThat(r.source().kind()).isEqualTo("CRL"));
        }
        assertThat(authority.requests()).containsExactly("GET ocsp", "GET ocsp", "GET crl");
    }

    @Test
    void responderThatWantsPostIsAskedThatWay() throws InterruptedException {
        authority.ocsp(AuthorityDouble.Mood.POST_ONLY);
        try (OnlineAccess access = open(RevocationMode.HARD, false, Set.of("127.0.0.1"))) {
            assertThat(standing(access.online())).isInstanceOf(RevocationStatus.Good.class);
        }
        assertThat(authority.requests()).containsExactly("GET ocsp", "POST ocsp");
    }

    @Test
    void addressesInOneStrangersFilesTakeNothingFromOthers() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (OnlineAccess access = open(RevocationMode.HARD, true, Set.of("127.0.0.1"))) {
            for (int i = 0; i < 30; i++) {
                String dead = "http://127.0.0.1:" + closed + "/" + i;
                TestEntity stranger = new AuthorityDouble(dead, issuer, TestPki.NOW)
                        .linked(TestCertificate.of("CN=Stranger").issuedBy(issuer))
                        .make();
                assertThat(access.online()
                                .intermediates()
                                .orElseThrow()
                                .issuersOf(stranger.certificate(), new FileBudget()))
                        .extracting(Intermediates.Found::failure)
                        .containsExactly(Optional.of("no connection"));
                RevocationStatus standing = access.online()
                        .revocations()
                        .orElseThrow()
                        .of(stranger.certificate(), Issuer.of(issuer.certificate()), new FileBudget());
                assertThat(standing).isInstanceOf(RevocationStatus.Unknown.class);
            }

            assertThat(standing(access.online())).isInstanceOf(RevocationStatus.Good.class);
        }
    }

    @Test
    void machineOfTheBuildIsNotAskedUnlessItIsNamed() throws InterruptedException {
        try (OnlineAccess access = open(RevocationMode.SOFT, true, Set.of())) {
            assertThat(standing(access.online()))
                    .isInstanceOfSatisfying(
                            RevocationStatus.Unknown.class,
                            u -> assertThat(u.why())
                                    .contains(
                                            "is not the one of http; name the host in <allowedHosts> if it is yours"));
            assertThat(access.online().intermediates().orElseThrow().issuersOf(signer.certificate(), budget))
                    .extracting(f -> f.failure().isPresent())
                    .containsExactly(true);
        }
        assertThat(authority.requests()).isEmpty();
    }

    @Test
    void issuerIsFetchedOnce() throws InterruptedException {
        try (OnlineAccess access = open(RevocationMode.OFF, true, Set.of("127.0.0.1"))) {
            for (int i = 0; i < 2; i++) {
                List<Found> found =
                        access.online().intermediates().orElseThrow().issuersOf(signer.certificate(), budget);
                assertThat(found)
                        .singleElement()
                        .satisfies(f -> assertThat(f.certificates()).containsExactly(issuer.certificate()));
            }
        }
        assertThat(authority.requests()).containsExactly("GET cer");
    }
}
