package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Series;
import java.time.Duration;
import java.util.Locale;

/** Many files in little memory; one run, since it is a question of yes or no. */
final class ManyFiles implements Row {
    private static final int FILES = 10_000;
    private static final int BYTES = 4_000;
    private static final int ABOVE_MAVEN = 64;

    @Override
    public String name() {
        return "many-files";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        Series empty = new Series();
        Series built = new Series();
        try (AzureDouble services = lab.services(Duration.ZERO, Duration.ofMillis(20))) {
            Project project = lab.ours("many-files", lab.localKey(services), "sign", "verify");
            project.fill(1, 0);
            project.prepare();
            int heap = Heap.ofMaven(project) + ABOVE_MAVEN;
            Heap.limit(project, heap);
            project.fill(FILES, BYTES);
            empty.add(project.empty());
            built.add(project.build());
            boolean all = project.log().contains("failed 0 of 10000 files");
            return new Line(
                    "10,000 files, local key: sign and verify",
                    "-",
                    built.above(empty),
                    empty.median(),
                    String.format(Locale.ROOT, "%.1f ms a file", built.above(empty) * 1000 / FILES),
                    "64 MiB of heap above Maven's",
                    all,
                    "-Xmx" + heap + "m");
        }
    }
}
