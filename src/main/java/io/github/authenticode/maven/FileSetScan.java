package io.github.authenticode.maven;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.codehaus.plexus.util.SelectorUtils;
import org.jspecify.annotations.Nullable;

/**
 * Walks one folder for one file set. Links to folders are not followed: a link in a checkout must not make a build sign
 * files elsewhere on the machine, and what it leads to inside the folder is met on its own way.
 */
final class FileSetScan {
    private final Path folder;
    private final String directory;
    private final List<String> includes;
    private final List<String> excludes;
    private final NearMisses nearMisses;
    private final Consumer<Path> seen;

    private FileSetScan(
            Path folder,
            String directory,
            List<String> includes,
            List<String> excludes,
            NearMisses nearMisses,
            Consumer<Path> seen) {
        this.folder = folder;
        this.directory = directory;
        this.includes = includes;
        this.excludes = excludes;
        this.nearMisses = nearMisses;
        this.seen = seen;
    }

    /**
     * A scan for the patterns of the file set; paths without a wildcard are left to {@link #literal}.
     *
     * @param extensions what to look for where there is no pattern
     * @param seen told of every file in the folder
     */
    static FileSetScan of(
            Path folder, FileSet fileSet, List<String> extensions, NearMisses nearMisses, Consumer<Path> seen) {
        List<String> patterns = fileSet.includes().stream()
                .filter(i -> literal(folder, i) == null)
                .map(FileSetScan::normalized)
                .toList();
        if (fileSet.includes().isEmpty()) {
            patterns = extensions.stream().map(e -> "**/*." + e).toList();
        }
        List<String> excludes =
                fileSet.excludes().stream().map(FileSetScan::normalized).collect(Collectors.toList());
        String directory = fileSet.directory();
        return new FileSetScan(folder, directory == null ? "." : directory, patterns, excludes, nearMisses, seen);
    }

    /** The file that an include names without a wildcard, absolute; null if it is a pattern. */
    static @Nullable Path literal(Path folder, String include) {
        boolean pattern = include.indexOf('*') >= 0 || include.indexOf('?') >= 0 || include.startsWith("%");
        return pattern ? null : folder.resolve(include).normalize();
    }

    private static String normalized(String pattern) {
        String unix = pattern.replace('\\', '/');
        return unix.endsWith("/") ? unix + "**" : unix;
    }

    /** Whether a pattern, as it was written, is for a file of the folder. */
    static boolean matches(String pattern, String relative) {
        return SelectorUtils.matchPath(normalized(pattern), relative, "/", true);
    }

    /** The files that match, sorted by path. */
    List<Path> matches() throws IOException {
        List<Path> matches = new ArrayList<>();
        if (includes.isEmpty()) {
            return matches;
        }
        if (!Files.isDirectory(folder)) {
            nearMisses.missingFolder(directory);
            return matches;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                seen.accept(file);
                if (Files.isRegularFile(file) && decide(relative)) {
                    matches.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        matches.sort(null);
        return matches;
    }

    private boolean decide(String relative) {
        boolean included = matchesAny(includes, relative, true);
        boolean excluded = matchesAny(excludes, relative, true);
        if (!included || excluded) {
            nearMisses.notTaken(
                    relative,
                    excluded,
                    includes.stream()
                            .filter(p -> SelectorUtils.matchPath(p, relative, "/", false))
                            .findFirst());
        }
        return included && !excluded;
    }

    private static boolean matchesAny(List<String> patterns, String path, boolean caseSensitive) {
        return patterns.stream().anyMatch(p -> SelectorUtils.matchPath(p, path, "/", caseSensitive));
    }
}
