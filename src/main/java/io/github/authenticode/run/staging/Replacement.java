package io.github.authenticode.run.staging;

import io.github.authenticode.run.file.FilePermissions;
import io.github.authenticode.run.file.FileStamp;
import io.github.authenticode.run.file.Fingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Optional;

/**
 * The step that puts a signed copy in the place of the original, so that a reader, or a crash, finds one or the other.
 * The copy is forced to the disk first: a file system may otherwise make the new name durable before the content.
 */
public record Replacement(FileOperations disk, Clock clock, ProjectLock projectLock) {
    private static final int TRIES = 3;

    /** Replaces the original unless it changed since it was staged; whether it did. */
    public boolean replace(Inspection passed) throws IOException {
        StagedFile staged = passed.staged();
        Path original = staged.file().path();
        if (!passed.originalIsSame()) {
            return false;
        }
        if (passed.loss().isPresent()) {
            throw new IllegalArgumentException("This copy is to replace nothing");
        }
        prepare(staged.path(), original);
        try {
            return moveIfUnchanged(staged.path(), passed);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            try (CollocatedTempFile sibling = CollocatedTempFile.holding(staged.path(), original, disk)) {
                prepare(sibling.path(), original);
                return moveIfUnchanged(sibling.path(), passed);
            }
        }
    }

    /**
     * A file that looks as it did before it was compared is the same; one that does not may have got other rights. To
     * read a large file takes seconds, in which nobody is kept waiting; what it looks like is asked again right before
     * the move.
     */
    private boolean moveIfUnchanged(Path source, Inspection passed) throws IOException {
        Path original = passed.staged().file().path();
        FileStamp look = passed.original();
        for (int tries = 0; tries < TRIES; tries++) {
            FileStamp known = look;
            Optional<FileStamp> other = projectLock.take(() -> {
                FileStamp now = FileStamp.at(original);
                if (!now.equals(known)) {
                    return Optional.of(now);
                }
                move(source, original);
                return Optional.empty();
            });
            if (other.isEmpty()) {
                return true;
            }
            look = other.get();
            if (!passed.task().had(Fingerprint.of(original))) {
                return false;
            }
        }
        return false;
    }

    /** Windows does not let go of a read-only name. */
    private void move(Path source, Path original) throws IOException {
        boolean refuses = FilePermissions.refusesReplacement(original);
        boolean moved = false;
        try {
            if (refuses) {
                FilePermissions.setReadOnly(original, false);
            }
            disk.move(source, original);
            moved = true;
        } finally {
            if (refuses && !moved) {
                FilePermissions.setReadOnly(original, true);
            }
        }
    }

    private void prepare(Path source, Path original) throws IOException {
        FilePermissions.makeWritable(source);
        Files.setLastModifiedTime(source, FileTime.from(clock.instant()));
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        // An engine may have put a new file in the place of the copy, and the copy itself is subject to the umask.
        FilePermissions.copy(original, source);
    }
}
