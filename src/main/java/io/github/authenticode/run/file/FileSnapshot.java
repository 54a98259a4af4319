package io.github.authenticode.run.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The state of a file when its digest was taken, so that it can be said whether a verdict, for which it is read once
 * more, is of the same content.
 */
public record FileSnapshot(Path file, FileStamp look, Fingerprint content) {
    /** To read so many bytes again takes less than the clock of a file system can tell. */
    private static final long SMALL = 1024 * 1024;

    public static FileSnapshot of(Path file) throws IOException {
        FileStamp look = FileStamp.at(file);
        return new FileSnapshot(file, look, Fingerprint.of(file));
    }

    /**
     * Whether the content is still the same. It is read again where the file looks different, which may be due to its
     * rights, and where it is small, since a change may then leave no trace.
     */
    public boolean isStill() throws IOException {
        boolean looksSame = look.equals(FileStamp.at(file));
        return (looksSame && content.size() > SMALL) || content.equals(Fingerprint.of(file));
    }
}
