package io.github.authenticode.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("trustedRoots", "timestamp", "policy", "url");

    @Test
    void misspeltWordFindsTheOneThatWasMeant() {
        assertThat(Nearest.to("trustedRoot", KNOWN)).contains("trustedRoots");
        assertThat(Nearest.to("TimeStamps", KNOWN)).contains("timestamp");
        assertThat(Nearest.to("polciy", KNOWN)).contains("policy");
    }

    @Test
    void wordUnlikeAnyOtherFindsNone() {
        assertThat(Nearest.to("colour", KNOWN)).isEmpty();
        assertThat(Nearest.to("x", KNOWN)).isEmpty();
    }
}
