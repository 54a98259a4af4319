package io.github.authenticode.cloud.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.text.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {
    @Test
    void claimsOfAnEntraTokenAreRead() {
        assertThat(TokenClaims.read(jwt("""
                        {"aud":"https://codesigning.azure.net","iss":"https://sts.windows.net/t/","sub":"s","tid":"t","appid":"a",
                         "oid":"o","nbf":1780000000,"exp":1780003600}""")))
                .contains(new TokenClaims(
                        Optional.of("https://sts.windows.net/t/"),
                        Optional.of("s"),
                        Optional.of("https://codesigning.azure.net"),
                        Optional.of("t"),
                        Optional.of("a"),
                        Optional.of("o"),
                        Optional.of(Instant.ofEpochSecond(1_780_000_000)),
                        Optional.of(Instant.ofEpochSecond(1_780_003_600))));
    }

    @Test
    void secondVersionNamesTheApplicationOtherwise() {
        assertThat(TokenClaims.read(jwt("{\"azp\":\"a\",\"aud\":[\"one\",\"two\"]}")))
                .hasValueSatisfying(claims -> {
                    assertThat(claims.application()).contains("a");
                    assertThat(claims.audience()).contains("one");
                });
    }

    @Test
    void nonsenseInAClaimIsAsIfItWereNotThere() {
        assertThat(TokenClaims.read(jwt("{\"tid\":\"\",\"appid\":7,\"exp\":9e99,\"nbf\":\"soon\",\"aud\":[]}")))
                .contains(new TokenClaims(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ghp_0123456789", "a.b", "a.!!!.c", "a.bm9uc2Vuc2U.c", "a.W10.c", "a..c"})
    void whatIsNoJwtHasNoClaims(String token) {
        assertThat(TokenClaims.read(Secret.of(token))).isEmpty();
    }

    private static Secret jwt(String claims) {
        return Secret.of(
                "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".x");
    }
}
