package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.certificate.TestCertificate;
import io.github.authenticode.testing.certificate.TestEntity;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One tenant of Entra with one application in it, and the outside issuers whose assertions the application accepts. */
final class Directory {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String TENANT_DOMAIN = "example.onmicrosoft.com";
    static final String CLIENT_ID = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    static final String OBJECT_ID = "99999999-8888-7777-6666-000000000000";
    static final String CLIENT_SECRET = "val~ue+of/the secret&=%";
    static final String EXPIRED_SECRET = "val~of-last-year";
    static final String SECRET_ID = "0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e";
    static final String EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";
    static final String SIGNING_AUDIENCE = "https://codesigning.azure.net";
    static final String VAULT_AUDIENCE = "https://vault.azure.net";
    static final String HSM_AUDIENCE = "https://managedhsm.azure.net";

    private final Clock clock;
    private final Settings settings;
    private final KeyPair entraKeys = DoubleKeys.rsa("entra", 2048);
    private final KeyPair issuerKeys = DoubleKeys.rsa("issuers", 2048);
    private final TestEntity clientCertificate;

    Directory(Settings settings) throws GeneralSecurityException {
        this.settings = settings;
        this.clock = settings.clock;
        this.clientCertificate = TestCertificate.of("CN=Example Release Application")
                .keys(DoubleKeys.rsa("client", 2048))
                .validity(
                        Instant.now().minus(Duration.ofDays(1)).toString(),
                        Instant.now().plus(Duration.ofDays(300)).toString())
                .make();
    }

    TestEntity clientCertificate() {
        return clientCertificate;
    }

    Instant now() {
        return clock.instant();
    }

    /** A token as Entra issues it to an application, version 1.0. */
    String accessToken(String audience) {
        return accessToken(audience, TENANT, now());
    }

    String accessToken(String audience, String tenant, Instant from) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", audience);
        claims.put("iss", "https://sts.windows.net/" + tenant + "/");
        claims.put("iat", from.getEpochSecond());
        claims.put("nbf", from.getEpochSecond());
        claims.put("exp", from.plus(settings.tokenLife).getEpochSecond());
        claims.put("appid", CLIENT_ID);
        claims.put("idtyp", "app");
        claims.put("oid", OBJECT_ID);
        claims.put("sub", OBJECT_ID);
        claims.put("tid", tenant);
        claims.put("uti", UUID.randomUUID().toString());
        claims.put("ver", "1.0");
        return Jwt.make(entraKeys, claims);
    }

    boolean isMine(Jwt accessToken) {
        return accessToken.isSignedBy(entraKeys.getPublic());
    }

    /** An assertion that the application accepts in place of a secret, new each time. */
    String assertion(Issuer issuer, String audience) {
        Instant from = now();
        return Jwt.make(
                issuerKeys,
                Map.of(
                        "iss", issuer.url(),
                        "sub", issuer.subject(),
                        "aud", audience,
                        "iat", from.getEpochSecond(),
                        "nbf", from.getEpochSecond(),
                        "exp", from.plus(settings.assertionLife).getEpochSecond(),
                        "jti", UUID.randomUUID().toString()));
    }

    boolean isOfIssuer(Jwt assertion) {
        return assertion.isSignedBy(issuerKeys.getPublic());
    }
}
