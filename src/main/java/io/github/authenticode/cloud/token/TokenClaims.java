package io.github.authenticode.cloud.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The claims of a token about itself. Nothing is proven by it, since the signature is not looked at; it serves to
 * explain a refusal. The names are those of Entra's tokens of version 1.0, which the signing service is given, and of
 * 2.0 (learn.microsoft.com, access-token-claims-reference). A role of Azure is never among them.
 *
 * @param issuer whose token it is: {@code https://sts.windows.net/<tenant>/}
 * @param subject {@code sub}: whom an issuer other than Entra vouches for, such as a repository and its branch
 * @param audience the resource that it opens: {@code https://codesigning.azure.net}; the first one if there are several
 * @param tenant the directory, {@code tid}; absent in a token that is not Entra's
 * @param application the client id, {@code appid} or {@code azp}
 * @param object who is signed in, as role assignments know it, {@code oid}
 * @param notBefore from when it counts
 * @param expiresAt when it ends
 */
public record TokenClaims(
        Optional<String> issuer,
        Optional<String> subject,
        Optional<String> audience,
        Optional<String> tenant,
        Optional<String> application,
        Optional<String> object,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The claims of a JWT; empty if the token is something else, such as a personal access token. */
    public static Optional<TokenClaims> read(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.isObject() ? Optional.of(of(claims)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // Not a JWT: that is the answer.
            return Optional.empty();
        }
    }

    private static TokenClaims of(JsonNode claims) {
        JsonNode audience = claims.path("aud");
        return new TokenClaims(
                text(claims.path("iss")),
                text(claims.path("sub")),
                text(audience.isArray() ? audience.path(0) : audience),
                text(claims.path("tid")),
                text(claims.path("appid")).or(() -> text(claims.path("azp"))),
                text(claims.path("oid")),
                time(claims.path("nbf")),
                time(claims.path("exp")));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** Seconds since 1970; a year that no token has is no time. */
    private static Optional<Instant> time(JsonNode value) {
        return value.isNumber() && value.canConvertToLong() && Math.abs(value.longValue()) < 1L << 40
                ? Optional.of(Instant.ofEpochSecond(value.longValue()))
                : Optional.empty();
    }
}
