package io.github.authenticode.run.archive;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.RunFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files to judge with those that are packed in them, each as a file of its own: {@code app.jar!/native/foo.dll}.
 * The copies are numbered files in a private folder, which goes when this is closed; no name in an archive becomes a
 * path.
 */
public final class ArchiveContents implements Closeable {
    private static final Set<FileFormat> ARCHIVES = EnumSet.of(FileFormat.APPX, FileFormat.NUGET);

    private final RunFolder folder;
    private final int selected;
    private final Builder found = new Builder();

    private ArchiveContents(RunFolder folder, int selected) {
        this.folder = folder;
        this.selected = selected;
    }

    /** The collector of what a descent comes across. */
    static final class Builder {
        private final List<PlannedFile> files = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private int numbers;
        private final List<String> archives = new ArrayList<>();
        private final Map<Path, PlannedFile> bundled = new HashMap<>();

        void add(PlannedFile file) {
            files.add(file);
        }

        void add(Problem problem) {
            problems.add(problem);
        }

        int nextNumber() {
            return ++numbers;
        }

        void addBundled(PlannedFile file, PlannedFile bundle) {
            bundled.put(file.path(), bundle);
        }

        void addArchive(String name) {
            archives.add(name);
        }
    }

    /**
     * Looks into those files that are archives, and into the containers.
     *
     * @param workFolder where the private folder is made
     * @throws ProblemException if nothing could be started
     */
    public static ArchiveContents of(
            List<PlannedFile> files, List<Container> containers, Path workFolder, ArchiveLimits limits)
            throws ProblemException, InterruptedException {
        RunFolder folder = makeFolder(workFolder);
        ArchiveContents inside = new ArchiveContents(folder, files.size());
        try {
            for (PlannedFile file : files) {
                inside.found.add(file);
                if (isArchive(file.format())) {
                    inside.descend(file.path(), file.name(), limits);
                }
            }
            for (Container container : containers) {
                inside.descend(container.path(), container.name(), limits);
            }
            return inside;
        } catch (InterruptedException | RuntimeException e) {
            inside.close();
            throw e;
        }
    }

    /** Whether files of the format are looked into, being archives. */
    static boolean isArchive(FileFormat format) {
        return ARCHIVES.contains(format);
    }

    private void descend(Path archive, String name, ArchiveLimits limits) throws InterruptedException {
        try {
            new ArchiveWalk(folder.path(), new ArchiveBudget(limits, Files.size(archive)), found)
                    .into(archive, name, 1);
        } catch (ProblemException e) {
            e.problems().forEach(found::add);
        } catch (IOException e) {
            found.add(Problem.of(FileProblem.FILE_UNREADABLE, name + " cannot be read.", "Give read access to it.")
                    .withEvidence(FileProblems.evidence(e)));
        }
    }

    private static RunFolder makeFolder(Path workFolder) throws ProblemException, InterruptedException {
        try {
            RunFolder folder = RunFolder.create(workFolder);
            Leftovers.sweep(workFolder, List.of());
            return folder;
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            throw new ProblemException(Problem.of(
                            FileProblem.WORK_FOLDER,
                            "The work folder " + workFolder + " cannot be used.",
                            "See that it is a folder on a local disk with free space, that the build may write to.")
                    .withEvidence(FileProblems.evidence(e)));
        }
    }

    /** The selected files and, after each archive, those in it. */
    public List<PlannedFile> files() {
        return List.copyOf(found.files);
    }

    /** The names of the archives that were looked into, those in others included. */
    public List<String> archives() {
        return List.copyOf(found.archives);
    }

    /** Of each package in a bundle, by the path of its copy, that bundle. */
    public Map<Path, PlannedFile> bundled() {
        return Map.copyOf(found.bundled);
    }

    /** Copies of the signable files in a tar archive; none if it is another kind, or cannot be read. */
    List<PlannedFile> inTar(Container archive) {
        try {
            return TarArchive.isOne(archive.path())
                    ? TarArchive.signable(archive.path(), archive.name(), folder.path(), ArchiveLimits.USUAL)
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** How many signable files there are in them. */
    public int found() {
        return found.files.size() - selected;
    }

    /** Of what could not be looked into, though it may hold signable files. */
    public Optional<String> warning() {
        List<String> cabinets = found.files.stream()
                .filter(f -> f.format() == FileFormat.CAB)
                .map(PlannedFile::name)
                .toList();
        return cabinets.isEmpty()
                ? Optional.empty()
                : Optional.of("Cabinets are not looked into: " + String.join(", ", cabinets)
                        + ". Unpack them and verify what comes out.");
    }

    /** What kept some archive from being looked into to its end. */
    public List<Problem> problems() {
        return List.copyOf(found.problems);
    }

    /** Removes the copies. */
    @Override
    public void close() {
        Leftovers.removeIfPossible(folder::close);
    }
}
