package io.github.authenticode.run;

import io.github.authenticode.diagnose.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts a signed copy in the place of the original in one step, so that a reader, or a crash, finds one or the other. The
 * copy is forced to the disk first: a file system may otherwise make the new name durable before the content.
 */
record Replacement(Disk disk, Clock clock) {

    /** Replaces the original unless it changed since it was staged. */
    Optional<Problem> replace(StagedFile staged) throws IOException {
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

    private Optional<Problem> moveIfUnchanged(Path source, Candidate candidate) throws IOException {
        Path original = candidate.file().path();
        if (!candidate.had(Fingerprint.of(original))) {
            return Optional.of(FileProblems.changed(candidate.file()));
        }
        disk.move(source, original);
        return Optional.empty();
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
