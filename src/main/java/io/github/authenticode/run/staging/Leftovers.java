package io.github.authenticode.run.staging;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The removal of what killed runs left behind: their run folders, and their half-written siblings of target files. */
public final class Leftovers {
    private Leftovers() {}

    /** Removes the leftovers in the work folder and in the folders of the files to sign. */
    public static void sweep(Path workFolder, Collection<Path> targetFolders) {
        for (Path entry : entries(workFolder)) {
            if (RunFolder.isForeign(entry) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                removeIfPossible(() -> RunFolder.removeIfAbandoned(entry));
            }
        }
        for (Path folder : targetFolders) {
            for (Path entry : entries(folder)) {
                if (CollocatedTempFile.isForeign(entry) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfPossible(() -> CollocatedTempFile.removeIfAbandoned(entry));
                }
            }
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        removeIfPossible(() -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
        });
        return entries;
    }

    /**
     * Removes something temporary. What cannot be removed (another user's, or held by a virus scanner) harms nobody and
     * is no reason to fail a build; every later run tries again.
     */
    public static void removeIfPossible(Step step) {
        try {
            step.run();
        } catch (IOException | DirectoryIteratorException leftForTheNextRun) {
            return;
        }
    }

    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }
}
