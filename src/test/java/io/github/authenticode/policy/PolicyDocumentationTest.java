package io.github.authenticode.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/policy.md to the rules: a row each, in their order, with their words and what holds by itself. */
class PolicyDocumentationTest {
    private static final Path PAGE = Path.of("docs/policy.md");

    @Test
    void tablesHoldEveryRule() throws Exception {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows).hasSameSizeAs(Rule.values());
        Iterator<String> row = rows.iterator();
        for (Rule rule : Rule.values()) {
            String start = "| `" + rule.id() + "` | " + rule.summary() + " |";
            assertThat(row.next()).startsWith(rule.isFixed() ? start : start + " " + byItself(rule) + " | ");
        }
    }

    private static String byItself(Rule rule) {
        return rule.usual().map(PolicyDocumentationTest::text).orElse("off");
    }

    private static String text(Setting setting) {
        String values = setting.values().stream().map(v -> ", `" + v + "`").collect(Collectors.joining());
        return setting.severity().word() + values;
    }

    @Test
    void exampleIsAPolicy(@TempDir Path folder) throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        List<Problem> problems = new ArrayList<>();

        Path file = Files.writeString(folder.resolve("p.yaml"), page.substring(start, page.indexOf("```", start)));

        assertThat(PolicyFile.read(file, problems::add)).isPresent();
        assertThat(problems).isEmpty();
    }

    @Test
    void parameterNamesEveryRule() throws Exception {
        String mojo = Files.readString(Path.of("src/main/java/io/github/authenticode/maven/AuthenticodeMojo.java"));

        assertThat(Arrays.stream(Rule.values()).filter(r -> !r.isFixed()).map(r -> "{@code " + r.element() + "}"))
                .allSatisfy(element -> assertThat(mojo).contains(element));
    }
}
