package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.process.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/signtool-messages.md} true: it is made from the recorded runs. Where it no longer fits, the new
 * page is {@code target/signtool-messages.md}. {@code target/oracle-cases.md} has one row for each run.
 */
class SigntoolMessagesPageTest {
    private static final Path PAGE = Path.of("docs/signtool-messages.md");
    private static final Path MADE = Path.of("target/signtool-messages.md");
    private static final Pattern TELLING = Pattern.compile(
            "403 [(]Forbidden[)]|Error information: \"[^\"]*\" [(][^)]*[)]|SignTool (?:Error|Warning): .*?(?:[.](?= |$)|$)");
    private static final String INTRODUCTION = """
            # What signtool says, and what the plugin says

            Each row was seen in recorded runs of the genuine signtool.exe 10.0.26100 or 10.0.15063, and is what the plugin makes of
            them. The text that a user reads has the file, this cause, signtool's own words and the remedy. `*` marks what is tried
            again by itself. Where several rows have the same words,
            the output of /debug tells them apart. Problems that are found before signtool is called are not here.

            | signtool said, among other things | problem | cause | remedy |
            | --- | --- | --- | --- |
            """;

    @Test
    void thePageSaysWhatThePluginSays() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (Reading reading : Reading.all()) {
            for (Problem problem : reading.problems()) {
                String star = reading.answer().contains(problem.id() + "*") ? "*" : "";
                rows.putIfAbsent(problem.id(), row(words(problem), "`" + problem.id() + "`" + star, problem));
            }
        }
        String made = INTRODUCTION + String.join("", rows.values());
        Files.writeString(MADE, made);
        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(PAGE).as("Copy " + MADE + " over it.").hasContent(made);
    }

    @Test
    void everyRecordedRunHasARowForTheReader() throws IOException {
        List<Reading> readings = Reading.all();
        String rows = readings.stream().map(SigntoolMessagesPageTest::row).collect(Collectors.joining());
        Path table = Files.writeString(Path.of("target/oracle-cases.md"), """
                | recorded run | command | exit code | what the plugin says of its files |
                | --- | --- | --- | --- |
                """ + rows);
        assertThat(table).content().hasLineCount(readings.size() + 2).contains("| 26-sign-csp-wrong-provider |");
    }

    private static String row(Reading reading) {
        Transcript transcript = reading.transcript();
        int exitCode = ((ToolResult.Ending.Exited) transcript.result().ending()).code();
        String command = ("signtool " + transcript.command()).strip().replace("|", "\\|");
        String said = reading.problems().stream()
                .distinct()
                .map(p -> p.cause() + " " + p.remedy())
                .distinct()
                .map(text -> " – " + text)
                .collect(Collectors.joining());
        return "| %s | `%s` | %d | %s%s |\n".formatted(reading.name(), command, exitCode, reading.answer(), said);
    }

    private static String row(String words, String id, Problem problem) {
        return "| %s | %s | %s | %s |\n".formatted(words, id, cell(problem.cause()), cell(problem.remedy()));
    }

    /** The sentence of the message that tells the problem from others. */
    private static String words(Problem problem) {
        String evidence = problem.evidence().orElse("(nothing)").split(" Usage: ", 2)[0];
        Matcher telling = TELLING.matcher(evidence);
        return cell(telling.find() ? telling.group() : evidence.substring(0, Math.min(90, evidence.length())));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
