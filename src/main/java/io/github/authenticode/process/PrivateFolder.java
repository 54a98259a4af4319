package io.github.authenticode.process;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An empty folder with a random name that only its owner may enter; closing deletes it with all that is in it. */
public final class PrivateFolder implements AutoCloseable {
    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Makes the folder in {@code parent}, and that too if absent. */
    public static PrivateFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        PrivateFolder folder = new PrivateFolder(
                Files.createTempDirectory(parent.toAbsolutePath().normalize(), "run", owner));
        if (!posix) {
            restrictToOwner(folder.path);
        }
        return folder;
    }

    public Path path() {
        return path;
    }

    /** @throws IOException if something in it cannot be deleted; what can is deleted all the same */
    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        IOException failure = null;
        for (Path each : deepestFirst) {
            failure = delete(each, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException delete(Path file, @Nullable IOException earlier) {
        try {
            Files.deleteIfExists(file);
            return earlier;
        } catch (IOException e) {
            if (earlier != null) {
                e.addSuppressed(earlier);
            }
            return e;
        }
    }

    private static void restrictToOwner(Path folder) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(folder, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .setFlags(EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT))
                    .build()));
        }
    }
}
