package io.github.authenticode.cloud.artifactsigning;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.cloud.FakeTime;
import io.github.authenticode.cloud.key.SignedDigest;
import io.github.authenticode.cloud.pace.RetryBudget;
import io.github.authenticode.cloud.pace.ServicePace;
import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.cloud.token.TokenCache;
import io.github.authenticode.cloud.token.TokenClaims;
import io.github.authenticode.cloud.token.TokenSource;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.BoundedExchange;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.HttpLimits;
import io.github.authenticode.http.proxy.ProxyRoutes;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a double, whose waits take no time. */
public final class SigningBench implements AutoCloseable {
    static final String CORRELATION_ID = "build-4711";
    private static final byte[] DIGEST = new byte[32];

    final AzureDouble azure;
    public final BoundedExchange http;
    final AtomicInteger fetched = new AtomicInteger();
    FakeTime time = new FakeTime();
    TokenSource source;
    SigningAccess access;

    public SigningBench(AzureDouble azure) throws GeneralSecurityException, IOException {
        this(azure, Duration.ofSeconds(20));
    }

    public SigningBench(AzureDouble azure, Duration limit) throws GeneralSecurityException, IOException {
        this.azure = azure;
        this.http =
                new BoundedExchange(new HttpLimits(limit, limit), ProxyRoutes.DIRECT, Optional.of(azure.sslContext()));
        this.source = () -> token(azure.accessToken());
        this.access = access(SigningAccess.DEFAULT_API_VERSION);
    }

    ServicePace pace = ServicePace.of(time, time, new RetryBudget());

    SigningAccess access(String apiVersion) {
        return access(apiVersion, SigningAccess.DEFAULT_LIMIT);
    }

    SigningAccess access(String apiVersion, Duration limit) {
        return new SigningAccess(
                azure.url(), AzureDouble.ACCOUNT, AzureDouble.PROFILE, CORRELATION_ID, apiVersion, limit);
    }

    static AccessToken token(String text) {
        return new AccessToken(
                Secret.of(text),
                TokenClaims.read(Secret.of(text))
                        .flatMap(TokenClaims::expiresAt)
                        .orElse(Instant.MAX));
    }

    /** A digest to be signed. */
    public static byte[] digest() {
        return DIGEST.clone();
    }

    public ArtifactSigningClient client() {
        return client(http);
    }

    public ArtifactSigningClient client(HttpExchange exchange) {
        TokenSource counting = () -> {
            fetched.incrementAndGet();
            return source.fetch();
        };
        return new ArtifactSigningClient(access, new TokenCache(counting, time), exchange, pace);
    }

    SignedDigest sign() throws CloudException, InterruptedException {
        return client().sign(DigestAlgorithm.SHA256, DIGEST);
    }

    CloudException failure() {
        return catchThrowableOfType(CloudException.class, this::sign);
    }

    public Problem problem() {
        return failure().problem();
    }

    @Override
    public void close() {
        http.close();
    }
}
