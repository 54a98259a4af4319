package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of how often a file is read while it is signed, as Linux counts what a process reads. */
class PassesTest {
    private static final int SIZE = 16 * 1024 * 1024;
    private static final Path COUNTERS = Path.of("/proc/self/io");

    @TempDir
    static Path identity;

    @TempDir
    Path folder;

    /**
     * Before it is signed, to copy it, by jsign for digest and checksum, by the verifier, and both files to be
     * compared.
     */
    @Test
    void fileIsReadSevenTimesWhileItIsSigned() throws Exception {
        assertThat(passes(new RealBench(folder, identity))).isLessThan(8);
    }

    @Test
    void cacheCostsFourMoreToKeepASignatureAndNoneToUseIt() throws Exception {
        RealBench first = new RealBench(folder, identity);
        first.cache = Optional.of(folder.resolve("cache"));
        assertThat(passes(first)).isLessThan(12);
        RealBench second = new RealBench(folder, identity);
        second.cache = first.cache;
        assertThat(passes(second)).isLessThan(8);
    }

    private static double passes(RealBench bench) throws Exception {
        assumeThat(COUNTERS).isReadable();
        bench.add("app.exe", SampleFiles.pe(SIZE));
        long before = bytesRead();
        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        return (double) (bytesRead() - before) / SIZE;
    }

    private static long bytesRead() throws IOException {
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }
}
