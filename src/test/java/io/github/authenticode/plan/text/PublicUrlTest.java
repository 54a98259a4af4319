package io.github.authenticode.plan.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.Timestamping;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://tsa.example/rfc3161 | http://tsa.example/rfc3161",
                "http://tsa.example:8080/a@b | http://tsa.example:8080/a@b",
                "http://user:canary@tsa.example/ | http://****@tsa.example/",
                "http://tsa.example/?key=canary | http://tsa.example/?key=****",
                "http://tsa.example?a=canary&canary&c=canary;d=canary | http://tsa.example?a=****&****&c=****&d=****",
                "http://tsa.example/?canary | http://tsa.example/?****",
                "http://tsa.example/? | http://tsa.example/?",
                "http://tsa.example/?a=canary#canary | http://tsa.example/?a=****#****",
                "http://u:can@ary@tsa.example/ | http://****@tsa.example/",
                "http://u:can/ary@tsa.example/ | http://****@tsa.example/",
                "u:canary@tsa.example | ****@tsa.example",
                "not a url?key=canary x | not a url?key=****",
                "ftp://tsa | ftp://tsa"
            })
    void secretsAreHidden(String url, String shown) {
        assertThat(PublicUrl.of(url)).isEqualTo(shown).doesNotContain("canary");
    }

    @Test
    void urlsInATextAreFoundWhateverStandsAround() {
        assertThat(PublicUrl.inText(
                        "signtool sign /tr \"http://tsa/x?key=canary&b=canary\" /td SHA256 'http://u:canary@p/'"
                                + " (http://tsa/y?z=canary) C:\\a\\b.exe what? http://tsa/plain."))
                .isEqualTo("signtool sign /tr \"http://tsa/x?key=****&b=****\" /td SHA256 'http://****@p/'"
                        + " (http://tsa/y?z=**** C:\\a\\b.exe what? http://tsa/plain.");
    }

    @Test
    void whatIsHiddenStaysAsItIs() {
        String shown = "http://****@tsa/?key=****: HTTP 503; http://b/#****.";

        assertThat(PublicUrl.inText(shown)).isEqualTo(shown);
    }

    @Test
    void timestampingNeverPrintsAKey() {
        Timestamping timestamping = new Timestamping(
                true, List.of(URI.create("http://tsa/?key=canary")), 6, Duration.ofSeconds(2), Duration.ofSeconds(20));

        assertThat(timestamping)
                .hasToString("Timestamping[enabled=true, urls=[http://tsa/?key=****], attempts=6, retryDelay=PT2S,"
                        + " timeout=PT20S]");
    }
}
