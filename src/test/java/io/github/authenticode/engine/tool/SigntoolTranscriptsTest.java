package io.github.authenticode.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded run of the genuine signtool.exe has one right reading. A line of {@code readings.txt} is: transcript |
 * its files | what is said of each: {@code ok}, or the problem's id, with a star where another try may help.
 */
class SigntoolTranscriptsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void transcriptIsReadAs(String row) {
        String[] cells = row.split(" [|] ", 3);
        Transcript transcript = Transcript.read(cells[0]);
        assertThat(read(transcript, files(cells[1]))).isEqualTo(cells[2]);
    }

    @Test
    void allTranscriptsOfBothVersionsAreInTheTable() throws IOException {
        assertThat(rows().map(r -> r.substring(0, r.indexOf(' '))))
                .doesNotHaveDuplicates()
                .hasSize(278)
                .filteredOn(n -> n.startsWith("26-"))
                .hasSize(139);
    }

    @Test
    void theToolsOwnWordsAreTheEvidence() {
        Transcript transcript = Transcript.read("26-sign-tr-refused");
        assertThat(outcomes(transcript, List.of("a.exe"))
                        .get(0)
                        .problem()
                        .orElseThrow()
                        .text())
                .isEqualTo("The timestamp authority did not answer, or answered with something that is no timestamp. "
                        + "(SignTool Error: The specified timestamp server either could not be reached or returned an "
                        + "invalid response. SignTool Error: An error occurred while attempting to sign: a.exe) "
                        + "Check that the machine reaches the authority over http and that its address is right, or name "
                        + "a second one in <timestamp>.");
    }

    private static String read(Transcript transcript, List<String> files) {
        if (files.isEmpty()) {
            return SigntoolOutput.problem(transcript.result(), diagnosis(transcript))
                    .id();
        }
        return outcomes(transcript, files).stream()
                .map(o -> o.problem()
                        .map(p -> p.id() + (o.retryable() ? "*" : ""))
                        .orElse("ok"))
                .collect(Collectors.joining(" "));
    }

    private static List<FileOutcome> outcomes(Transcript transcript, List<String> files) {
        return transcript.command().startsWith("verify")
                ? SigntoolVerifyOutput.read(transcript.result(), files, diagnosis(transcript))
                : SigntoolOutput.read(transcript.result(), files, diagnosis(transcript));
    }

    private static SigntoolDiagnosis diagnosis(Transcript transcript) {
        return new SigntoolDiagnosis(transcript.command().contains(" /dlib "), new Redaction(List.of()));
    }

    private static List<String> files(String cell) {
        return Arrays.stream(cell.split(" ", -1))
                .filter(f -> !f.isEmpty() && !f.equals("-"))
                .map(f -> f.replace('_', ' '))
                .toList();
    }

    static Stream<String> rows() throws IOException {
        try (InputStream in = SigntoolTranscriptsTest.class.getResourceAsStream("/signtool-transcripts/readings.txt")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return table.lines().toList().stream();
        }
    }
}
