package io.github.authenticode.engine.signtool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.output.SigntoolDiagnosis;
import io.github.authenticode.engine.signtool.output.SigntoolOutput;
import io.github.authenticode.engine.signtool.verify.SigntoolVerifyOutput;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A line of {@code readings.txt}: transcript | its files | what is said of each: {@code ok}, or the problem's id, with
 * a star where another try may help.
 */
record Reading(String name, List<String> files, String expected) {

    static List<Reading> all() throws IOException {
        try (InputStream in = Reading.class.getResourceAsStream("/signtool-transcripts/readings.txt")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return table.lines()
                    .map(row -> row.split(" [|] ", 3))
                    .map(cells -> new Reading(cells[0], files(cells[1]), cells[2]))
                    .toList();
        }
    }

    private static List<String> files(String cell) {
        return Arrays.stream(cell.split(" ", -1))
                .filter(f -> !f.isEmpty() && !f.equals("-"))
                .map(f -> f.replace('_', ' '))
                .toList();
    }

    Transcript transcript() {
        return Transcript.read(name);
    }

    /** What the plugin makes of it, in the form of {@link #expected}. */
    String answer() {
        if (files.isEmpty()) {
            return problems().get(0).id();
        }
        return outcomes().stream()
                .map(o -> o.problem()
                        .map(p -> p.id() + (o.retryable() ? "*" : ""))
                        .orElse("ok"))
                .collect(Collectors.joining(" "));
    }

    /** The problems of its files, or of the call where it concerns no file. */
    List<Problem> problems() {
        if (files.isEmpty()) {
            return List.of(SigntoolOutput.problem(transcript().result(), diagnosis()));
        }
        return outcomes().stream().flatMap(o -> o.problem().stream()).toList();
    }

    private List<FileOutcome> outcomes() {
        ToolResult result = transcript().result();
        return transcript().command().startsWith("verify")
                ? SigntoolVerifyOutput.read(result, files, diagnosis())
                : SigntoolOutput.read(result, files, diagnosis());
    }

    private SigntoolDiagnosis diagnosis() {
        return new SigntoolDiagnosis(transcript().command().contains(" /dlib "), new Redaction(List.of()));
    }

    @Override
    public String toString() {
        return name;
    }
}
