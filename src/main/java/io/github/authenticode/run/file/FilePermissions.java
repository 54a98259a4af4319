package io.github.authenticode.run.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a file: POSIX permissions, or on Windows the read-only attribute. A copy of a read-only file is
 * signed like any other, and has the rights of the original again when it takes its place.
 */
public final class FilePermissions {
    private FilePermissions() {}

    /** Lets the owner write to a file. */
    public static void makeWritable(Path file) throws IOException {
        PosixFileAttributeView posix = posix(file);
        if (posix != null) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(posix.readAttributes().permissions());
            if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
                posix.setPermissions(permissions);
            }
        } else {
            setReadOnly(file, false);
        }
    }

    /** Gives one file the rights of another. */
    public static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView posix = posix(from);
        if (posix != null) {
            Files.setPosixFilePermissions(to, posix.readAttributes().permissions());
        } else {
            setReadOnly(to, isReadOnly(from));
        }
    }

    /** Whether Windows would refuse to replace the file; elsewhere only its folder can do that. */
    public static boolean refusesReplacement(Path file) throws IOException {
        return posix(file) == null && isReadOnly(file);
    }

    private static @Nullable PosixFileAttributeView posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    private static boolean isReadOnly(Path file) throws IOException {
        DosFileAttributeView dos = Files.getFileAttributeView(file, DosFileAttributeView.class);
        return dos != null && dos.readAttributes().isReadOnly();
    }

    /** No change where it is so already. */
    public static void setReadOnly(Path file, boolean value) throws IOException {
        DosFileAttributeView dos = Files.getFileAttributeView(file, DosFileAttributeView.class);
        if (dos != null && dos.readAttributes().isReadOnly() != value) {
            dos.setReadOnly(value);
        }
    }
}
