package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.AntPattern;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.plan.text.PathText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.codehaus.plexus.util.SelectorUtils;
import org.jspecify.annotations.Nullable;

/**
 * The walk through one folder for one file set. Links to folders are not followed: a link in a checkout must not make a
 * build sign files elsewhere on the machine, and what it leads to inside the folder is met on its own way.
 */
final class FileSetScan {
    private final Path folder;
    private final String directory;
    private final List<String> includes;
    private final List<String> excludes;
    private final boolean usual;
    private final NearMisses nearMisses;
    private final Set<String> matched = new HashSet<>();
    private final Consumer<Path> seen;

    private FileSetScan(
            Path folder,
            FileSet fileSet,
            List<String> includes,
            boolean usual,
            NearMisses nearMisses,
            Consumer<Path> seen) {
        String named = fileSet.directory();
        this.folder = folder;
        this.directory = named == null ? "." : named;
        this.includes = includes;
        this.excludes = fileSet.excludes().stream().map(AntPattern::normalized).toList();
        this.usual = usual;
        this.nearMisses = nearMisses;
        this.seen = seen;
    }

    /**
     * A scan for the patterns of the file set; paths without a wildcard are left to {@link #literal}. Where there is no
     * include, case does not count: {@code SETUP.EXE} is a program, and an exclude of {@code *.exe} means it.
     *
     * @param extensions what to look for where there is no pattern
     * @param seen told of every file in the folder
     */
    static FileSetScan of(
            Path folder, FileSet fileSet, List<String> extensions, NearMisses nearMisses, Consumer<Path> seen) {
        boolean usual = fileSet.includes().isEmpty();
        List<String> patterns = usual
                ? extensions.stream().map(e -> "**/*." + e).toList()
                : fileSet.includes().stream()
                        .filter(i -> literal(folder, i) == null)
                        .map(AntPattern::normalized)
                        .toList();
        return new FileSetScan(folder, fileSet, patterns, usual, nearMisses, seen);
    }

    /**
     * The file that an include names without a wildcard, absolute; null if it is a pattern, or a text that cannot be a
     * path here.
     */
    static @Nullable Path literal(Path folder, String include) {
        try {
            return isPattern(include) ? null : folder.resolve(include).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    static boolean isPattern(String include) {
        return include.indexOf('*') >= 0 || include.indexOf('?') >= 0 || include.startsWith("%");
    }

    /** Whether a pattern, as it was written, is for a file of the folder. */
    static boolean isFor(String pattern, String relative, boolean caseSensitive) {
        return matches(AntPattern.normalized(pattern), relative, caseSensitive);
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
                Path relative = folder.relativize(file);
                boolean leadsNowhere = attributes.isSymbolicLink() && Files.notExists(file);
                seen.accept(file);
                if ((Files.isRegularFile(file) || leadsNowhere) && decide(PathText.of(relative), relative.toString())) {
                    matches.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        matches.sort(null);
        return matches;
    }

    /** Whether an include matched a file, once they were looked for. */
    boolean hasMatched(String include) {
        return matched.contains(AntPattern.normalized(include));
    }

    /** @param inLocale the same name as the locale of this build has it, and as it came with the command line */
    private boolean decide(String relative, String inLocale) {
        List<String> taken = includes.stream()
                .filter(p -> matches(p, relative, !usual) || p.equals(inLocale))
                .toList();
        matched.addAll(taken);
        boolean excluded = excludes.stream().anyMatch(p -> matches(p, relative, !usual));
        if (taken.isEmpty() || excluded) {
            nearMisses.notTaken(
                    relative,
                    excluded,
                    includes.stream().filter(p -> matches(p, relative, false)).findFirst());
        }
        return !taken.isEmpty() && !excluded;
    }

    private static boolean matches(String pattern, String path, boolean caseSensitive) {
        return SelectorUtils.matchPath(pattern, path, "/", caseSensitive);
    }
}
