package io.github.authenticode.verify.format.msi;

import static io.github.authenticode.verify.violation.ViolationCode.TRUST_E_BAD_DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.testing.sample.SampleFiles;
import io.github.authenticode.testing.sample.SampleSigner;
import io.github.authenticode.verify.format.SignedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MsiContentTest {
    /** The header has room for 109 sectors of the allocation table, which is 7 MB of sectors. */
    @Test
    void installerWithMoreTablesThanItsHeaderHoldsIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("large.msi"), SampleFiles.msi(8_000_000));
        SampleSigner.withSubject("CN=Large").sign(file);
        SignedFile signed = SignedFile.read(file, FileFormat.MSI);
        assertThat(signed.violations()).isEmpty();

        byte[] changed = Files.readAllBytes(file);
        changed[7_600_000] ^= 1;
        Files.write(file, changed);

        assertThat(signed.codes()).containsExactly(TRUST_E_BAD_DIGEST);
    }
}
