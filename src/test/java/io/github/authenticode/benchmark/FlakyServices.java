package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.azuredouble.Fault;
import io.github.authenticode.azuredouble.Place;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import io.github.authenticode.benchmark.table.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** The same services, of which one call in twenty fails, and a timestamp authority before the other that is gone. */
final class FlakyServices implements Row {
    private static final int CALLS = 400;
    private static final int ONE_IN = 20;
    private static final double REACH = 1.5;

    @Override
    public String name() {
        return "flaky-services";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        Series empty = new Series();
        Series healthy = new Series();
        Series flaky = new Series();
        try (AzureDouble sound = services(lab);
                AzureDouble frail = services(lab)) {
            Project good = ArtifactSigningService.project(
                    lab, "services-healthy", sound, ArtifactSigningService.timestamps(sound));
            Project bad = ArtifactSigningService.project(
                    lab,
                    "services-flaky",
                    frail,
                    "<url>" + deadAuthority() + "</url>" + ArtifactSigningService.timestamps(frail));
            good.fill(1, 0);
            good.prepare();
            for (int i = 0; i < lab.runs(); i++) {
                ArtifactSigningService.fill(good);
                empty.add(good.empty());
                healthy.add(good.build());
                ArtifactSigningService.fill(bad);
                misbehave(frail, Place.SUBMIT);
                misbehave(frail, Place.TIMESTAMP);
                flaky.add(bad.build());
            }
            double factor = flaky.above(empty) / healthy.above(empty);
            boolean all = bad.log().contains("failed 0 of 100 files");
            return new Line(
                    "the same, 5 % of calls fail, one of two authorities is dead",
                    "the healthy services",
                    flaky.above(empty),
                    healthy.above(empty),
                    String.format(Locale.ROOT, "%.2f times the healthy time", factor),
                    "all signed, under 1.5 times",
                    all && factor < REACH,
                    (all ? "all signed. " : "NOT all signed. ") + "flaky " + flaky + ", healthy " + healthy + ", empty "
                            + empty);
        }
    }

    private static AzureDouble services(Lab lab) throws Exception {
        return lab.services(ArtifactSigningService.OPERATION, ArtifactSigningService.TIMESTAMP);
    }

    /** Nobody listens there any more: connections are refused. */
    private static String deadAuthority() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/tsa";
        }
    }

    /** {@code SHUFFLED} is an order of the chain that every client must take, so it is no failure. */
    private static void misbehave(AzureDouble services, Place place) {
        for (int i = 1; i <= CALLS; i++) {
            services.misbehave(place, i % ONE_IN == 0 ? Fault.status(503) : Fault.of(Fault.Kind.SHUFFLED));
        }
    }
}
