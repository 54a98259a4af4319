package io.github.authenticode.benchmark;

import io.github.authenticode.azuredouble.AzureDouble;
import io.github.authenticode.benchmark.table.Line;
import io.github.authenticode.benchmark.table.Row;
import java.time.Duration;

/** Programs of ordinary size with a key in a file: here the peer waits for each timestamp, one after another. */
final class LocalKey implements Row {
    private static final int FILES = 200;
    private static final int BYTES = 115_000;
    private static final double REACH = 6;

    @Override
    public String name() {
        return "local-key";
    }

    @Override
    public Line measure(Lab lab) throws Exception {
        try (AzureDouble services = lab.services(Duration.ZERO, Duration.ofMillis(20))) {
            Duel duel = new Duel(
                    lab.ours("local-key-ours", lab.localKey(services), "sign"),
                    lab.jsign("local-key-jsign", """
                            <keystore>%s</keystore>
                            <storepass>%s</storepass>
                            <storetype>PKCS12</storetype>
                            <tsaurl>%s</tsaurl>
                            """.formatted(
                                    lab.keys().store(), Keys.PASSWORD, services.timestampUrl())),
                    project -> project.fill(FILES, BYTES));
            duel.fight(lab.runs());
            return duel.line(
                    "200 PE of 115 KB, PKCS#12 RSA-3072, timestamps of 20 ms",
                    REACH,
                    "This plugin verifies each file too. " + duel.times());
        }
    }
}
