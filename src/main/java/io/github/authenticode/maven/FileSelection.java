package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.FormatDetector;
import io.github.authenticode.plan.PlannedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns artifacts and file sets into the files of a plan: each once, whatever it is called, in the order in which they
 * were named. A file that was meant but cannot be signed is a finding; a file that a broad pattern happens to match and
 * that is of no signable kind is passed over.
 */
final class FileSelection {
    private final Path base;
    private final Findings findings;
    private final Map<Path, PlannedFile> selected = new LinkedHashMap<>();
    private final NearMisses nearMisses = new NearMisses();

    /**
     * @param base the project's folder, absolute: file sets and names are relative to it
     */
    FileSelection(Path base, Findings findings) {
        this.base = base;
        this.findings = findings;
    }

    /** Adds those artifacts that are files of a signable type. */
    void addArtifacts(Collection<Path> artifacts) {
        for (Path artifact : artifacts) {
            if (Files.isRegularFile(artifact)) {
                formatOf(artifact, false)
                        .ifPresentOrElse(
                                format -> add(artifact, format), () -> nearMisses.unsignableArtifact(name(artifact)));
            }
        }
    }

    /** Adds what the file set matches. */
    void addFileSet(FileSet fileSet) {
        String directory = fileSet.directory();
        Path folder = directory == null ? base : base.resolve(directory).normalize();
        for (String include : fileSet.includes()) {
            Path path = FileSetScan.literal(folder, include);
            if (path != null) {
                addNamed(path, include);
            }
        }
        FileSetScan scan = FileSetScan.of(folder, fileSet, nearMisses);
        try {
            for (Path file : scan.matches()) {
                boolean meant = FileFormat.ofName(file.getFileName().toString()).isPresent();
                formatOf(file, meant).ifPresent(format -> add(file, format));
            }
        } catch (IOException e) {
            findings.add(Problem.of("unreadable-folder", folder + " cannot be read.", "Give read access to it.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    private void addNamed(Path file, String asWritten) {
        if (Files.isRegularFile(file)) {
            formatOf(file, true).ifPresent(format -> add(file, format));
        } else if (Files.exists(file)) {
            findings.invalid("<files>", "\"" + asWritten + "\" is not a file.", asWritten + "/**/*.exe");
        } else {
            findings.add(Problem.of(
                    "file-not-found",
                    "<files>: \"" + asWritten + "\" does not exist in " + base + ".",
                    "Correct the path, or bind the goal after the step that makes the file."));
        }
    }

    private Optional<FileFormat> formatOf(Path file, boolean meant) {
        try {
            Optional<FileFormat> format = FormatDetector.detect(file);
            if (format.isEmpty() && meant) {
                findings.add(notSignable(file));
            }
            return format;
        } catch (IOException e) {
            findings.add(Problem.of("file-unreadable", name(file) + " cannot be read.", "Give read access to it.")
                    .withEvidence(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Problem notSignable(Path file) throws IOException {
        String name = name(file);
        if (Files.size(file) == 0) {
            return Problem.of("empty-file", name + " is empty.", "Look at the step that should have written it.");
        }
        return Problem.of(
                "not-signable",
                name + " is not a file of a kind that can be signed"
                        + FileFormat.ofName(name)
                                .map(f -> ": its name says " + f + ", its content does not.")
                                .orElse("."),
                "Build it again, or leave it out with <excludes>.");
    }

    private void add(Path file, FileFormat format) {
        try {
            Path real = file.toRealPath();
            if (Files.isSymbolicLink(file) && !real.startsWith(base.toRealPath())) {
                findings.add(Problem.of(
                        "link-out-of-project",
                        name(file) + " is a link to a file outside of the project, " + real + ".",
                        "Name that file itself, or leave the link out with <excludes>."));
                return;
            }
            selected.putIfAbsent(real, new PlannedFile(real, name(file), format));
        } catch (IOException e) {
            findings.add(Problem.of("file-unreadable", name(file) + " cannot be read.", "Give read access to it.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    private String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        boolean inside = absolute.startsWith(base);
        Path shown = inside ? base.relativize(absolute) : absolute.getFileName();
        return shown.toString().replace('\\', '/');
    }

    /** The files, each once. */
    List<PlannedFile> files() {
        return List.copyOf(selected.values());
    }

    /** Why nothing was selected, for the error message. */
    Problem nothingSelected() {
        return nearMisses.problem();
    }
}
