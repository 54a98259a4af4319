package io.github.authenticode.run.staging;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.program.ProgramCopy;
import io.github.authenticode.engine.program.Repair;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FilePermissions;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.UnfitCopyException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The copy of one file that an engine works on. It keeps the file's name, since some signing tools tell the format by
 * the extension; where the name lies about the format, the usual extension is appended.
 */
public final class StagedFile implements Closeable {
    private final FileTask task;
    private final Path folder;
    private final Path path;
    private final Optional<Repair> repair;

    private StagedFile(FileTask task, Path folder, Optional<Repair> repair) {
        this.task = task;
        this.folder = folder;
        this.repair = repair;
        this.path = folder.resolve(nameFor(task.file()));
    }

    /**
     * Copies a file into {@code folder}, which is made for it.
     *
     * @param source the file itself, or one that is as it shall become
     */
    static StagedFile copy(FileTask task, Path source, Path folder, FileOperations disk) throws IOException {
        Files.createDirectory(folder);
        StagedFile staged = new StagedFile(task, folder, Optional.empty());
        try {
            disk.copy(source, staged.path);
            FilePermissions.makeWritable(staged.path);
        } catch (IOException e) {
            Leftovers.removeIfPossible(staged::close);
            throw e;
        }
        return staged;
    }

    private static String nameFor(PlannedFile file) {
        String name = file.path().getFileName().toString();
        boolean honest = FileFormat.ofName(name).filter(f -> f == file.format()).isPresent();
        return honest ? name : name + "." + file.format().extensions().get(0);
    }

    /**
     * The same copy, made ready for an engine or for a signature from elsewhere.
     *
     * @throws UnfitCopyException if the file cannot be signed as it is
     */
    StagedFile prepared(SignatureOptions options) throws IOException {
        if (file().format() != FileFormat.PE) {
            return this;
        }
        try {
            return new StagedFile(task, folder, ProgramCopy.prepare(path, file().name(), options));
        } catch (ProblemException e) {
            throw new UnfitCopyException(e.problems().get(0));
        }
    }

    /** What was changed in it before it was signed. */
    public Optional<Repair> repair() {
        return repair;
    }

    public FileTask task() {
        return task;
    }

    public PlannedFile file() {
        return task.file();
    }

    public Path path() {
        return path;
    }

    /** Removes the copy and whatever an engine put beside it. */
    @Override
    public void close() throws IOException {
        FolderRemoval.ofFolder(folder);
    }
}
