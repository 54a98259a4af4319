package io.github.authenticode.run.verification;

import io.github.authenticode.diagnose.AntPattern;
import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.text.PathText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.plexus.util.SelectorUtils;

/**
 * Folders in which no signable file may be unsigned, whoever signed it. What is signable the content tells, of scripts
 * the name, so that a program without its extension is found as well. Links to folders are not followed.
 */
public final class WatchedFolders {
    private final Path base;
    private final Setting setting;
    private final Set<Path> known;
    private final Set<String> unused;
    private final List<PlannedFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private WatchedFolders(Path base, Setting setting, Set<Path> known) {
        this.base = base;
        this.setting = setting;
        this.known = known;
        this.unused = new LinkedHashSet<>(setting.except());
    }

    /**
     * Looks through the folders.
     *
     * @param base the project's folder, absolute
     * @param setting of {@link io.github.authenticode.plan.policy.Rule#UNSIGNED_FILES}
     * @param selected files that are judged anyway, links resolved
     */
    public static WatchedFolders scan(Path base, Setting setting, Set<Path> selected) {
        WatchedFolders folders = new WatchedFolders(base, setting, selected);
        setting.values().forEach(folders::scan);
        return folders;
    }

    /** Signable files that nobody selected and nobody excepted, by folder and path. */
    public List<PlannedFile> files() {
        return List.copyOf(files);
    }

    /** Why a folder or a file could not be looked at. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Exceptions that no file needs any more. */
    public List<String> warnings() {
        return unused.stream()
                .map(pattern -> "unsigned-files: The exception \"" + pattern
                        + "\" matches no signable file. Remove it, before it lets one through.")
                .toList();
    }

    private void scan(String name) {
        Path folder;
        try {
            folder = base.resolve(name).normalize();
        } catch (InvalidPathException e) {
            problems.add(Problem.of(
                            VerificationProblem.UNSIGNED_FILES,
                            "unsigned-files: The folder " + name
                                    + " cannot exist on this machine, or not in the locale of" + " this build.",
                            "Correct the policy, or run the build in a locale with UTF-8.")
                    .withEvidence(e.getReason()));
            return;
        }
        if (!Files.isDirectory(folder)) {
            problems.add(Problem.of(
                    VerificationProblem.UNSIGNED_FILES,
                    "unsigned-files: The folder " + name + " does not exist, so that nothing in it was looked at.",
                    "Correct the policy, or bind the goal after the step that makes the folder."));
            return;
        }
        List<PlannedFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    try {
                        if (Files.isRegularFile(file)) {
                            visit(folder, file).ifPresent(found::add);
                        }
                        return FileVisitResult.CONTINUE;
                    } catch (IOException e) {
                        return visitFileFailed(file, e);
                    }
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    problems.add(Problem.of(
                                    VerificationProblem.UNSIGNED_FILES,
                                    "unsigned-files: " + shown(file)
                                            + " cannot be read, so that nobody knows what it is.",
                                    "Give read access to it.")
                            .withEvidence(ExceptionText.of(e)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add(Problem.of(
                            VerificationProblem.UNSIGNED_FILES,
                            "unsigned-files: The folder " + name + " cannot be read to the end.",
                            "Give read access to everything in it.")
                    .withEvidence(ExceptionText.of(e)));
        }
        found.sort(Comparator.comparing(PlannedFile::name));
        files.addAll(found);
    }

    private Optional<PlannedFile> visit(Path folder, Path file) throws IOException {
        Optional<FileFormat> format = FormatDetector.detect(file);
        Path real = file.toRealPath();
        if (format.isEmpty() || known.contains(real) || isExcepted(slashes(folder.relativize(file)))) {
            return Optional.empty();
        }
        boolean again = files.stream().anyMatch(f -> f.path().equals(real));
        return again ? Optional.empty() : Optional.of(new PlannedFile(real, shown(file), format.get()));
    }

    private String shown(Path file) {
        return file.startsWith(base) ? slashes(base.relativize(file)) : slashes(file.getFileName());
    }

    private boolean isExcepted(String relative) {
        List<String> matching = setting.except().stream()
                .filter(p -> SelectorUtils.matchPath(AntPattern.normalized(p), relative, "/", true))
                .toList();
        unused.removeAll(matching);
        return !matching.isEmpty();
    }

    private static String slashes(Path path) {
        return PathText.of(path);
    }
}
