package io.github.authenticode.run.staging;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The deletion of what a folder holds, except for what is to be kept. Links are deleted, not followed. */
final class FolderRemoval extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path kept;

    private FolderRemoval(Path root, Path kept) {
        this.root = root;
        this.kept = kept;
    }

    /** Deletes the folder and all it holds. */
    static void ofFolder(Path folder) throws IOException {
        ofContent(folder, folder);
        Files.delete(folder);
    }

    /** Deletes all that the folder holds, but neither the folder nor the file {@code kept} in it. */
    static void ofContent(Path folder, Path kept) throws IOException {
        Files.walkFileTree(folder, new FolderRemoval(folder, kept));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!file.equals(kept)) {
            Files.delete(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!folder.equals(root)) {
            Files.delete(folder);
        }
        return FileVisitResult.CONTINUE;
    }
}
