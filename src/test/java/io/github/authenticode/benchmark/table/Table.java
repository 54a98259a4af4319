package io.github.authenticode.benchmark.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines as Markdown, for people, and as JSON. */
public final class Table {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Table() {}

    public static String markdown(List<Line> lines) {
        return """
                | work | against | this plugin | the other | measured | reach | |
                | --- | --- | --- | --- | --- | --- | --- |
                """ + lines.stream().map(Table::row).collect(Collectors.joining());
    }

    /** Writes {@code benchmark.md} and {@code benchmark.json}. */
    public static void write(List<Line> lines, Path folder) throws IOException {
        Files.writeString(folder.resolve("benchmark.md"), markdown(lines));
        JSON.writeValue(folder.resolve("benchmark.json").toFile(), lines);
    }

    private static String row(Line line) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f s | %.2f s | %s | %s | %s |%n",
                line.work(),
                line.against(),
                line.ours(),
                line.theirs(),
                line.measured(),
                line.reach(),
                line.reached() ? "reached" : "MISSED");
    }
}
