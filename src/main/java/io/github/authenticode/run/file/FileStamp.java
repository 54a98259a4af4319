package io.github.authenticode.run.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The attributes of a file that can be seen without reading it. Where it is the same, so is the content, but for a
 * change within one tick of the file system's clock, some milliseconds.
 *
 * @param status when content, name count or permissions changed last, where the platform tells: nobody can set that
 * back
 */
public record FileStamp(long size, FileTime changed, Optional<Object> inode, Optional<Object> status) {
    public static FileStamp at(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                attributes.size(),
                attributes.lastModifiedTime(),
                Optional.ofNullable(attributes.fileKey()),
                unix(file, "ctime"));
    }

    /** By how many names the file goes, where the platform tells. */
    static int names(Path file) throws IOException {
        return unix(file, "nlink").map(n -> ((Number) n).intValue()).orElse(1);
    }

    private static Optional<Object> unix(Path file, String attribute) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Optional.ofNullable(Files.getAttribute(file, "unix:" + attribute))
                : Optional.empty();
    }
}
