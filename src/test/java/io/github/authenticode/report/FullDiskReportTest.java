package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.authenticode.testing.SmallDisk;
import io.github.authenticode.testing.run.SampleReports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full; {@link ReportFilesTest} has one that is said to be. */
class FullDiskReportTest {
    @TempDir
    Path folder;

    @Test
    void fullDiskLeavesTheOlderReportWhole() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.at(folder, 256);
        assumeThat(mounted).as("a file system can be mounted").isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            ReportFiles.Written old = ReportFiles.write(SampleReports.signingOf(1), folder);
            byte[] json = Files.readAllBytes(old.json());
            byte[] html = Files.readAllBytes(old.html());
            Path filler = disk.fill();

            assertThatIOException()
                    .isThrownBy(() -> ReportFiles.write(SampleReports.signingOf(20), folder))
                    .withMessageContaining("No space left on device");

            assertThat(names()).containsExactly("filler", "signing-report.html", "signing-report.json");
            assertThat(old.json()).hasBinaryContent(json);
            assertThat(old.html()).hasBinaryContent(html);

            Files.delete(filler);
            ReportFiles.write(SampleReports.signingOf(2), folder);
            assertThat(old.json()).content().contains("\"files\": 2");
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
