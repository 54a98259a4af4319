package io.github.authenticode.maven.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbprintTest {
    @ParameterizedTest
    @CsvSource({
        "c1 c1 a0 65 5d 10 75 98 59 48 bf e9 13 91 40 87 40 41 2f 7e, true",
        "C1:C1:A0:65:5D:10:75:98:59:48:BF:E9:13:91:40:87:40:41:2F:7E, true",
        "\u200Ec1c1a0655d1075985948bfe91391408740412f7e, true",
        "c1c1a0655d1075985948bfe91391408740412f7, false",
        "c1c1a0655d1075985948bfe91391408740412f7g, false"
    })
    void thumbprintsAreNormalised(String pasted, boolean good) {
        assertThat(Thumbprint.normalise(pasted))
                .isEqualTo(good ? Optional.of("C1C1A0655D1075985948BFE91391408740412F7E") : Optional.empty());
    }
}
