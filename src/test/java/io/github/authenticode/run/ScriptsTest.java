package io.github.authenticode.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.testing.sample.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the scripts that no engine is given, whichever it is. */
class ScriptsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "REPLACE", "APPEND"})
    void joinedScriptReachesNoEngineAndStaysAsItIs(ExistingSignature existing) throws Exception {
        Bench bench = new Bench(folder);
        bench.existingSignature = existing;
        Path file = Scripts.fault(folder, "merged.psm1");
        byte[] before = Files.readAllBytes(file);
        bench.addPlanned(file, "merged.psm1");

        assertThat(bench.problemOfOne().id()).isEqualTo("script-signature-block");
        assertThat(bench.engine.calls()).isEmpty();
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void scriptBesideOneThatIsRefusedIsSigned() throws Exception {
        Bench bench = new Bench(folder);
        bench.add("a.vbs", Scripts.signed("x = 1\r\n", FileFormat.VBSCRIPT) + "y = 1\r\n");
        bench.add("b.vbs", "x = 1\r\n");

        List<FileResult> results = bench.run();

        assertThat(Bench.problem(results.get(0)).cause()).contains("text goes on behind it in line 6");
        assertThat(results.get(1).outcome()).isInstanceOf(Outcome.Signed.class);
    }
}
