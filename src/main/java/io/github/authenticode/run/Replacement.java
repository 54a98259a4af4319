package io.github.authenticode.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts a signed copy in the place of the original in one step, so that a reader, or a crash, finds one or the other. The
 * copy is forced to the disk first: a file system may otherwise make the new name durable before the content.
 */
record Replacement(Disk disk, Clock clock, Turn turn) {

    /** Replaces the original unless it changed since it was staged; whether it did. */
    boolean replace(StagedFile staged) throws IOException {
        Path original = staged.file().path();
        prepare(staged.path(), original);
        try {
            return moveIfUnchanged(staged.path(), staged.candidate());
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            try (Sibling sibling = Sibling.holding(staged.path(), original, disk)) {
                prepare(sibling.path(), original);
                return moveIfUnchanged(sibling.path(), staged.candidate());
            }
        }
    }

    /** To hash a large file takes seconds, in which nobody is kept waiting; what it looks like is asked again right before the move. */
    private boolean moveIfUnchanged(Path source, Candidate candidate) throws IOException {
        Path original = candidate.file().path();
        Look look = Look.at(original);
        if (!candidate.had(Fingerprint.of(original))) {
            return false;
        }
        return turn.take(() -> {
            if (!look.equals(Look.at(original))) {
                return false;
            }
            disk.move(source, original);
            return true;
        });
    }

    /** What can be seen of a file without reading it. */
    private record Look(long size, FileTime changed, Optional<Object> inode) {
        static Look at(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(
                    attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey()));
        }
    }

    private void prepare(Path source, Path original) throws IOException {
        // An engine may have put a new file in the place of the copy, and the copy itself is subject to the umask.
        PosixFileAttributeView permissions = Files.getFileAttributeView(original, PosixFileAttributeView.class);
        if (permissions != null) {
            Files.setPosixFilePermissions(source, permissions.readAttributes().permissions());
        }
        Files.setLastModifiedTime(source, FileTime.from(clock.instant()));
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
