package io.github.authenticode.report;

import io.github.authenticode.report.html.HtmlReport;
import io.github.authenticode.report.record.Report;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The writer of a report into a folder. A reader finds the old files or the new ones, never half of one. */
public final class ReportFiles {
    private ReportFiles() {}

    /** The places of the two views of one report. */
    public record Written(Path json, Path html) {}

    /**
     * Writes {@code signing-report.json} and {@code .html}, or {@code verification-report.json} and {@code .html}.
     *
     * @param folder created if absent
     * @throws IOException if they cannot be written; nothing half written stays
     */
    public static Written write(Report report, Path folder) throws IOException {
        return write(report, folder, Files::newOutputStream);
    }

    static Written write(Report report, Path folder, Disk disk) throws IOException {
        String name = report.kind() + "-report";
        Files.createDirectories(folder);
        // A temporary folder and no temporary file: the latter is for its owner only, and would stay so after the move.
        Path temporary = Files.createTempDirectory(folder, ".report-");
        Path jsonPart = temporary.resolve(name + ".json");
        Path htmlPart = temporary.resolve(name + ".html");
        try {
            try (OutputStream file = disk.create(jsonPart);
                    Writer out = text(file)) {
                ReportJson.write(report, out);
            }
            try (OutputStream file = disk.create(htmlPart);
                    Writer out = text(file)) {
                HtmlReport.write(report, out);
            }
            return new Written(move(jsonPart, folder), move(htmlPart, folder));
        } finally {
            Files.deleteIfExists(jsonPart);
            Files.deleteIfExists(htmlPart);
            Files.deleteIfExists(temporary);
        }
    }

    /** A seam, since a test has no full disk at hand. */
    @FunctionalInterface
    public interface Disk {
        OutputStream create(Path file) throws IOException;
    }

    /** Does not close the file where the last of the text finds no room (JDK 17); whoever opened it must. */
    private static Writer text(OutputStream file) {
        return new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    }

    private static Path move(Path part, Path folder) throws IOException {
        Path target = folder.resolve(part.getFileName());
        try {
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Some network file systems cannot: there a reader may see the file missing for a moment, never half of it.
            return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
