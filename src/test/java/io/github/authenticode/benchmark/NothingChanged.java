package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Series;
import java.time.Duration;
import java.util.Locale;

/** A build in which all files are signed already. */
final class NothingChanged implements Row {
    private static final int FILES = 200;
    private static final int BYTES = 115_000;
    private static final double REACH = 0.5;

    @Override
    public String name() {
        return "nothing-changed";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        Series empty = new Series();
        Series built = new Series();
        try (AzureDouble services = lab.services(Duration.ZERO, Duration.ofMillis(20))) {
            Project project = lab.ours("nothing-changed", lab.localKey(services), "sign");
            project.fill(FILES, BYTES);
            project.prepare();
            int before = services.requests(Place.TIMESTAMP);
            for (int i = 0; i < lab.runs(); i++) {
                empty.add(project.empty());
                built.add(project.build());
            }
            int calls = services.requests(Place.TIMESTAMP) - before;
            double more = built.median() - empty.median();
            return new Line(
                    "nothing changed, 200 files",
                    "an empty run of the same project",
                    built.median(),
                    empty.median(),
                    String.format(Locale.ROOT, "%.2f s more, %d calls", more, calls),
                    "at most 0.5 s more, no service call",
                    more <= REACH && calls == 0,
                    "built " + built + ", empty " + empty);
        }
    }
}
