package io.github.authenticode.run;

import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.PlannedFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The copy of one file that an engine works on. It keeps the file's name, since some signing tools tell the format by the
 * extension; where the name lies about the format, the usual extension is appended.
 */
final class StagedFile implements Closeable {
    private final Candidate candidate;
    private final Path folder;
    private final Path path;

    private StagedFile(Candidate candidate, Path folder) {
        this.candidate = candidate;
        this.folder = folder;
        this.path = folder.resolve(nameFor(candidate.file()));
    }

    /**
     * Copies a file into {@code folder}, which is made for it.
     *
     * @param source the file itself, or one that is as it shall become
     */
    static StagedFile copy(Candidate candidate, Path source, Path folder, Disk disk) throws IOException {
        Files.createDirectory(folder);
        StagedFile staged = new StagedFile(candidate, folder);
        try {
            disk.copy(source, staged.path);
            Rights.makeWritable(staged.path);
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

    Candidate candidate() {
        return candidate;
    }

    PlannedFile file() {
        return candidate.file();
    }

    Path path() {
        return path;
    }

    /** Removes the copy and whatever an engine put beside it. */
    @Override
    public void close() throws IOException {
        Removal.ofFolder(folder);
    }
}
