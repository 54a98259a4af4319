package io.github.authenticode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * All measurements, or those that {@code -Dauthenticode.benchmark.only} names, as a table on the console and in
 * {@code target/benchmark.md} and {@code .json}. Not a test by its name, and no miss fails it: how busy a machine is
 * must not.
 */
class Benchmarks {
    private static final List<Row> ROWS = List.of(
            new LocalKey(),
            new ArtifactSigningService(),
            new FlakyServices(),
            new NothingChanged(),
            new LargeProgram(),
            new SigntoolBatches(),
            new ManyFiles());

    @Test
    void table() throws Exception {
        String only = System.getProperty("authenticode.benchmark.only", "");
        List<Row> chosen = ROWS.stream()
                .filter(row -> only.isEmpty() || Arrays.asList(only.split(",")).contains(row.name()))
                .toList();
        assertThat(chosen)
                .as("rows are " + ROWS.stream().map(Row::name).toList())
                .isNotEmpty();
        Lab lab = Lab.ofProperties();
        Path target = Objects.requireNonNull(lab.folder().getParent());
        List<Line> lines = new ArrayList<>();
        for (Row row : chosen) {
            Line line = row.measure(lab);
            System.out.println(row.name() + ": " + line.measured() + ". " + line.detail());
            lines.add(line);
            Table.write(lines, target);
        }
        System.out.println("\n" + Table.markdown(lines));
    }
}
