package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.maven.config.UnusablePath;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.ForeignKind;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.plan.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The selection of artifacts and file sets as the files of a plan: each once, whatever it is called, in the order in
 * which they were named. A file that was meant but cannot be signed is selected to be rejected by itself; a file that a
 * broad pattern happens to match and that is of no signable kind is passed over.
 */
public final class FileSelection {
    private final Path base;
    private final ConfigurationProblems findings;
    private final FileKinds wanted;
    private final Map<Path, PlannedFile> selected = new LinkedHashMap<>();
    private final Map<Path, Container> containers = new LinkedHashMap<>();
    private final NearMisses nearMisses = new NearMisses();
    private final UnsuitableFiles odd = new UnsuitableFiles();
    private final UnsuitableFile oddity;
    private final List<String> passedOver = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param base the project's folder, absolute: file sets and names are relative to it
     */
    FileSelection(Path base, ConfigurationProblems findings) {
        this(base, findings, FileKinds.SIGNABLE);
    }

    FileSelection(Path base, ConfigurationProblems findings, FileKinds wanted) {
        this.base = base;
        this.findings = findings;
        this.wanted = wanted;
        this.oddity = new UnsuitableFile(wanted);
    }

    /** Everything that a goal is to look at. */
    public static FileSelection of(
            Path base, List<Path> artifacts, List<FileSet> fileSets, FileKinds wanted, ConfigurationProblems findings) {
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
        Optional<Path> folder = folder(fileSet);
        if (folder.isPresent() && PatternCheck.passes(fileSet, base, wanted.element(), findings)) {
            addFileSet(fileSet, folder.get());
        }
    }

    private Optional<Path> folder(FileSet fileSet) {
        String directory = fileSet.directory();
        return directory == null
                ? Optional.of(base)
                : UnusablePath.resolve(base, directory, wanted.element() + "<fileSet><directory>", findings);
    }

    private void addFileSet(FileSet fileSet, Path folder) {
        for (String include : fileSet.includes()) {
            Path path = FileSetScan.literal(folder, include);
            if (path != null) {
                addNamed(path, include);
            }
        }
        UnmatchedPatterns unmatched = new UnmatchedPatterns(base, folder, fileSet);
        FileSetScan scan = FileSetScan.of(folder, fileSet, wanted.extensions(), nearMisses, unmatched::seen);
        try {
            for (Path file : scan.matches()) {
                if (take(file, isMeant(file, fileSet))) {
                    unmatched.taken(file);
                }
            }
            unmatched.problems(wanted.element(), wanted.what()).forEach(findings::add);
            warnings.addAll(unmatched.warnings(wanted.element(), wanted.what()));
        } catch (IOException e) {
            findings.add(
                    Problem.of(FileProblem.UNREADABLE_FOLDER, folder + " cannot be read.", "Give read access to it.")
                            .withEvidence(String.valueOf(e.getMessage())));
        }
        // A name that this locale cannot write can only be met in its folder.
        fileSet.includes().stream()
                .filter(i -> !FileSetScan.isPattern(i) && !scan.hasMatched(i))
                .forEach(i -> UnusablePath.resolve(folder, i, wanted.element(), findings));
    }

    /** Whether the name says that it is of a wanted kind, or a pattern asks for names like this one. */
    private boolean isMeant(Path file, FileSet fileSet) {
        String extension = FileFormat.extensionOf(name(file));
        if (wanted.extensions().contains(extension)) {
            return true;
        }
        boolean foreign = ForeignKind.ofName(name(file))
                .filter(kind -> kind != ForeignKind.JAVA_ARCHIVE)
                .isPresent();
        return foreign
                && fileSet.includes().stream().map(FileFormat::extensionOf).anyMatch(extension::equals);
    }

    /** Of file sets and patterns that select nothing, which leaves files unsigned in a build that is green. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void addNamed(Path file, String asWritten) {
        if (Files.isRegularFile(file)) {
            take(file, true);
        } else if (Files.isDirectory(file) && !isNamedSignable(file)) {
            findings.invalid(wanted.element(), "\"" + asWritten + "\" is not a file.", asWritten + "/**/*.exe");
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            addOdd(file, oddity.ofNoFile(file, name(file)));
        } else {
            findings.add(Problem.of(
                    FileProblem.FILE_NOT_FOUND,
                    wanted.element() + ": \"" + asWritten + "\" does not exist in " + base + ".",
                    "Correct the path, or bind the goal after the step that makes the file."));
        }
    }

    private boolean isNamedSignable(Path file) {
        return FileFormat.ofName(name(file)).filter(wanted::includes).isPresent();
    }

    /** Selects the file if it is of a wanted kind; one that was meant and is not is selected to be rejected. */
    private boolean take(Path file, boolean meant) {
        try {
            Optional<FileFormat> format = FormatDetector.detect(file).filter(wanted::includes);
            boolean container = format.isEmpty() && wanted == FileKinds.ALSO_ARCHIVES && FormatDetector.isArchive(file);
            if (container || format.isPresent()) {
                add(file, format);
                return true;
            }
            if (meant) {
                addOdd(file, oddity.ofContent(file, name(file)));
            } else {
                passedOver.add(name(file));
            }
        } catch (IOException e) {
            addOdd(file, oddity.ofUnreadable(file, name(file), e));
        }
        return false;
    }

    /** Catalogs stand for other files, so that one that is none is an error of the configuration. */
    private void addOdd(Path file, Problem problem) {
        if (wanted == FileKinds.CATALOGS) {
            findings.add(problem);
            return;
        }
        Path path = file.toAbsolutePath().normalize();
        Optional<ForeignKind> foreign = ForeignKind.ofName(name(file));
        FileFormat format = FileFormat.ofName(name(file)).orElse(FileFormat.CATALOG);
        selected.putIfAbsent(path, new PlannedFile(path, name(file), format));
        odd.add(path, problem, foreign.isPresent());
    }

    /** @param format absent for an archive that is not signed itself */
    private void add(Path file, Optional<FileFormat> format) throws IOException {
        Path real = file.toRealPath();
        if (Files.isSymbolicLink(file) && !real.startsWith(base.toRealPath())) {
            findings.add(Problem.of(
                    FileProblem.LINK_OUT_OF_PROJECT,
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
        return PathText.of(shown);
    }

    /** The files, each once. */
    public List<PlannedFile> files() {
        return List.copyOf(selected.values());
    }

    /** The archives to look into that are not signed themselves, each once. */
    public List<Container> containers() {
        return List.copyOf(containers.values());
    }

    /** Those of {@link #files} that are rejected whatever the others are. */
    public UnsuitableFiles odd() {
        return odd;
    }

    /** What to warn of, where files are judged: kinds that Windows judges and this plugin does not. */
    public Optional<String> notJudged() {
        List<String> names = passedOver.stream()
                .filter(n -> ForeignKind.ofName(n)
                        .filter(ForeignKind::isJudgedByWindows)
                        .isPresent())
                .map(n -> n + " (signed " + ForeignKind.ofName(n).orElseThrow().how() + ")")
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Not judged here: " + String.join(", ", names)
                        + ". Name those that a catalog signs in <files>, and the catalog in <catalogs>; verify the others"
                        + " with the tool that signs them.");
    }

    public boolean isEmpty() {
        return selected.isEmpty() && containers.isEmpty();
    }

    /** Why nothing was selected, fit to follow a colon. */
    public String nearMisses() {
        return nearMisses.summary();
    }

    /** Why nothing was selected, for the error message. */
    public Problem nothingSelected() {
        return nearMisses.problem();
    }
}
