package io.github.authenticode.benchmark;

import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Series;
import java.io.IOException;
import java.util.Locale;

/** Two projects with the same files and services by turns, and what Maven takes for each to do nothing. */
final class Duel {
    private final Project ours;
    private final Project theirs;
    private final Filling filling;
    private final Series oursEmpty = new Series();
    private final Series oursBuilt = new Series();
    private final Series theirsEmpty = new Series();
    private final Series theirsBuilt = new Series();

    @FunctionalInterface
    interface Filling {
        void fill(Project project) throws IOException;
    }

    Duel(Project ours, Project theirs, Filling filling) {
        this.ours = ours;
        this.theirs = theirs;
        this.filling = filling;
    }

    void fight(int runs) throws IOException, InterruptedException {
        ours.fill(1, 0);
        ours.prepare();
        theirs.fill(1, 0);
        theirs.prepare();
        for (int i = 0; i < runs; i++) {
            round(ours, oursEmpty, oursBuilt);
            round(theirs, theirsEmpty, theirsBuilt);
        }
    }

    private void round(Project project, Series empty, Series built) throws IOException, InterruptedException {
        filling.fill(project);
        empty.add(project.empty());
        built.add(project.build());
    }

    double ours() {
        return oursBuilt.above(oursEmpty);
    }

    Line line(String work, double reach, String detail) {
        double theirSeconds = theirsBuilt.above(theirsEmpty);
        double factor = theirSeconds / ours();
        return new Line(
                work,
                "jsign-maven-plugin 7.1",
                ours(),
                theirSeconds,
                String.format(Locale.ROOT, "%.1f times faster", factor),
                String.format(Locale.ROOT, "at least %.0f times faster", reach),
                factor >= reach,
                detail);
    }

    String times() {
        return "ours " + oursBuilt + ", empty " + oursEmpty + "; jsign " + theirsBuilt + ", empty " + theirsEmpty;
    }
}
