package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.authenticode.testing.run.SampleReports;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
    @TempDir
    private Path folder;

    @Test
    void threadThatIsInterruptedWritesTheWholeReportAndStaysInterrupted() throws IOException {
        ReportFiles.write(SampleReports.signingOf(2), folder);
        byte[] json = Files.readAllBytes(folder.resolve("signing-report.json"));
        byte[] html = Files.readAllBytes(folder.resolve("signing-report.html"));
        Path again = folder.resolve("again");
        Thread.currentThread().interrupt();

        ReportFiles.Written written = ReportFiles.write(SampleReports.signingOf(2), again);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(written.json()).hasBinaryContent(json);
        assertThat(written.html()).hasBinaryContent(html);
    }

    @Test
    void bothKindsHaveTheirOwnFilesAndNothingElseStays() throws IOException {
        Path target = folder.resolve("target/authenticode");

        ReportFiles.Written signing = ReportFiles.write(SampleReports.signingOf(1), target);
        ReportFiles.Written verification = ReportFiles.write(SampleReports.failedVerificationOf(3), target);

        assertThat(signing.json()).isEqualTo(target.resolve("signing-report.json"));
        assertThat(verification.html()).isEqualTo(target.resolve("verification-report.html"));
        assertThat(names(target))
                .containsExactly(
                        "signing-report.html",
                        "signing-report.json",
                        "verification-report.html",
                        "verification-report.json");
    }

    @Test
    void olderReportIsReplaced() throws IOException {
        ReportFiles.write(SampleReports.signingOf(9), folder);

        ReportFiles.Written written = ReportFiles.write(SampleReports.signingWithEveryOutcome(), folder);

        assertThat(written.json()).hasContent(ReportJsonTest.resource("golden-signing-report.json"));
        assertThat(written.html()).content().contains("<h1>Signing failed</h1>").endsWith("</html>\n");
    }

    @Test
    void fileIsAsReadableAsAnyOtherOfTheBuild() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path ordinary = Files.writeString(folder.resolve("ordinary"), "x");

        Path json = ReportFiles.write(SampleReports.signingOf(1), folder).json();

        assertThat(Files.getAttribute(json, "posix:permissions"))
                .isEqualTo(Files.getAttribute(ordinary, "posix:permissions"));
    }

    @Test
    void failureLeavesNothingHalfWritten() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("signing-report.json/full"));

        assertThatIOException().isThrownBy(() -> ReportFiles.write(SampleReports.signingOf(1), folder));

        assertThat(names(folder)).containsExactly("signing-report.json");
        assertThat(inTheWay).isDirectory();
    }

    @Test
    void fullDiskLeavesTheOlderReportWhole() throws IOException {
        ReportFiles.write(SampleReports.signingOf(1), folder);
        byte[] json = Files.readAllBytes(folder.resolve("signing-report.json"));
        byte[] html = Files.readAllBytes(folder.resolve("signing-report.html"));

        for (int full = 1; full <= 2; full++) {
            AtomicInteger left = new AtomicInteger(full);
            assertThatIOException()
                    .isThrownBy(() -> ReportFiles.write(
                            SampleReports.signingOf(9),
                            folder,
                            file -> left.decrementAndGet() == 0
                                    ? new FullDisk(Files.newOutputStream(file))
                                    : Files.newOutputStream(file)))
                    .withMessage("No space left on device");
        }

        assertThat(names(folder)).containsExactly("signing-report.html", "signing-report.json");
        assertThat(folder.resolve("signing-report.json")).hasBinaryContent(json);
        assertThat(folder.resolve("signing-report.html")).hasBinaryContent(html);
    }

    /** Takes some bytes and no more. */
    private static final class FullDisk extends FilterOutputStream {
        private int free = 5_000;

        FullDisk(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            free -= length;
            if (free < 0) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, from, length);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
