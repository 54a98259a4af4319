package io.github.authenticode.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.text.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCommandTest {
    @Test
    void keyInAUrlIsNotPrinted() {
        ToolCommand command = new ToolCommand(
                Path.of("signtool.exe"),
                List.of("sign", "/tr", "http://tsa.example/x?key=canary&b=canary", "/p", "pass canary", "a.exe"),
                Map.of(),
                List.of(Secret.of("pass canary")),
                Duration.ofSeconds(1));

        assertThat(command.toString())
                .startsWith("signtool.exe sign /tr http://tsa.example/x?key=****&b=**** /p")
                .contains("/p")
                .endsWith("a.exe")
                .doesNotContain("canary");
        assertThat(command.redaction().apply("Contacting http://u:canary@tsa.example/x?key=canary failed"))
                .isEqualTo("Contacting http://****@tsa.example/x?key=**** failed");
    }
}
