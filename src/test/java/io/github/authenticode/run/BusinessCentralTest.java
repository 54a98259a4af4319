package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.sample.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Business Central apps through a whole run with the embedded engine, which needs no NavSip.dll. */
class BusinessCentralTest {
    @TempDir
    static Path identity;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sales.app", "sales.navx"})
    void anAppIsSignedThenSkippedThenSignedOnceMore(String name) throws Exception {
        RealBench bench = new RealBench(folder, identity);
        Path file = bench.add(name, SampleFiles.navx());

        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(signatures(bench, file)).isEqualTo(1);

        byte[] signed = Files.readAllBytes(file);
        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Skipped.class);
        assertThat(file).hasBinaryContent(signed);

        bench.existingSignature = ExistingSignature.APPEND;
        assertThat(bench.runOne().outcome()).isInstanceOf(Outcome.Signed.class);
        assertThat(signatures(bench, file)).isEqualTo(2);
    }

    private static int signatures(RealBench bench, Path file) throws Exception {
        return bench.verdict(file, FileFormat.NAVX).signatures().size();
    }
}
