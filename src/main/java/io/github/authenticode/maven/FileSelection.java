package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.FormatDetector;
import io.github.authenticode.plan.PlannedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final Wanted wanted;
    private final Map<Path, PlannedFile> selected = new LinkedHashMap<>();
    private final Map<Path, Container> containers = new LinkedHashMap<>();
    private final NearMisses nearMisses = new NearMisses();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param base the project's folder, absolute: file sets and names are relative to it
     */
    FileSelection(Path base, Findings findings) {
        this(base, findings, Wanted.SIGNABLE);
    }

    FileSelection(Path base, Findings findings, Wanted wanted) {
        this.base = base;
        this.findings = findings;
        this.wanted = wanted;
    }

    /** Everything that a goal is to look at. */
    static FileSelection of(Path base, List<Path> artifacts, List<FileSet> fileSets, Wanted wanted, Findings findings) {
        FileSelection selection = new FileSelection(base, findings, wanted);
        selection.addArtifacts(artifacts);
        fileSets.forEach(selection::addFileSet);
        return selection;
    }

    /** Adds those artifacts that are files of a signable type. */
    void addArtifacts(Collection<Path> artifacts) {
        for (Path artifact : artifacts) {
            if (Files.isRegularFile(artifact) && !take(artifact, false)) {
                nearMisses.unsignableArtifact(name(artifact));
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
        Unmatched unmatched = new Unmatched(base, folder, fileSet);
        FileSetScan scan = FileSetScan.of(folder, fileSet, wanted.extensions(), nearMisses, unmatched::seen);
        try {
            for (Path file : scan.matches()) {
                if (take(file, wanted.extensions().contains(FileFormat.extensionOf(name(file))))) {
                    unmatched.taken(file);
                }
            }
            unmatched.problems(wanted.element(), wanted.what()).forEach(findings::add);
            warnings.addAll(unmatched.warnings(wanted.element(), wanted.what()));
        } catch (IOException e) {
            findings.add(Problem.of("unreadable-folder", folder + " cannot be read.", "Give read access to it.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
    }

    /** Of file sets and patterns that select nothing, which leaves files unsigned in a build that is green. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void addNamed(Path file, String asWritten) {
        if (Files.isRegularFile(file)) {
            take(file, true);
        } else if (Files.exists(file)) {
            findings.invalid(wanted.element(), "\"" + asWritten + "\" is not a file.", asWritten + "/**/*.exe");
        } else {
            findings.add(Problem.of(
                    "file-not-found",
                    wanted.element() + ": \"" + asWritten + "\" does not exist in " + base + ".",
                    "Correct the path, or bind the goal after the step that makes the file."));
        }
    }

    /** Selects the file if it is of a wanted kind; one that was meant and is not makes a finding. */
    private boolean take(Path file, boolean meant) {
        try {
            Optional<FileFormat> format = FormatDetector.detect(file).filter(wanted::includes);
            boolean container = format.isEmpty() && wanted == Wanted.ALSO_ARCHIVES && FormatDetector.isArchive(file);
            if (container || format.isPresent()) {
                add(file, format);
                return true;
            }
            if (meant) {
                findings.add(notSignable(file));
            }
        } catch (IOException e) {
            findings.add(Problem.of("file-unreadable", name(file) + " cannot be read.", "Give read access to it.")
                    .withEvidence(String.valueOf(e.getMessage())));
        }
        return false;
    }

    private Problem notSignable(Path file) throws IOException {
        String name = name(file);
        if (Files.size(file) == 0) {
            return Problem.of("empty-file", name + " is empty.", "Look at the step that should have written it.");
        }
        return Problem.of(
                "not-signable",
                name + " is not " + wanted.what()
                        + FileFormat.ofName(name)
                                .filter(wanted::includes)
                                .map(f -> ": its name says " + f + ", its content does not.")
                                .orElse("."),
                "Build it again, or leave it out with <excludes>.");
    }

    /** @param format absent for an archive that is not signed itself */
    private void add(Path file, Optional<FileFormat> format) throws IOException {
        Path real = file.toRealPath();
        if (Files.isSymbolicLink(file) && !real.startsWith(base.toRealPath())) {
            findings.add(Problem.of(
                    "link-out-of-project",
                    name(file) + " is a link to a file outside of the project, " + real + ".",
                    "Name that file itself, or leave the link out with <excludes>."));
        } else if (format.isPresent()) {
            selected.putIfAbsent(real, new PlannedFile(real, name(file), format.get()));
        } else {
            containers.putIfAbsent(real, new Container(real, name(file)));
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

    /** The archives to look into that are not signed themselves, each once. */
    List<Container> containers() {
        return List.copyOf(containers.values());
    }

    boolean isEmpty() {
        return selected.isEmpty() && containers.isEmpty();
    }

    /** Why nothing was selected, for the error message. */
    Problem nothingSelected() {
        return nearMisses.problem();
    }
}
