package io.github.authenticode.signtooldouble.commandline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets the double be called with Windows paths on any system: drive {@code Z:} is the root folder, as Wine has it, and
 * both slashes separate. On Windows itself nothing is translated.
 */
public final class WindowsPaths {
    private static final boolean ON_WINDOWS = File.separatorChar == '\\';

    private final Path workingFolder;

    public WindowsPaths(Path workingFolder) {
        this.workingFolder = workingFolder.toAbsolutePath().normalize();
    }

    /**
     * An absolute path of this system as signtool would be given it. A lone slash at the start begins an option, so
     * only what has a second one is a path.
     */
    public static String ofArgument(String argument) {
        if (ON_WINDOWS || !argument.startsWith("/") || argument.indexOf('/', 1) < 0) {
            return argument;
        }
        return "Z:" + argument.replace('/', '\\');
    }

    public Path path(String windows) {
        if (ON_WINDOWS) {
            return workingFolder.resolve(windows);
        }
        String unix = windows.replace('\\', '/');
        if (unix.regionMatches(true, 0, "Z:/", 0, 3)) {
            unix = unix.substring(2);
        }
        return workingFolder.resolve(unix).normalize();
    }

    public String full(Path path) {
        String absolute = path.toAbsolutePath().toString();
        return ON_WINDOWS ? absolute : "Z:" + absolute.replace('/', '\\');
    }

    /** What the argument names: itself, or the files in its folder that match the wildcard; empty if there are none. */
    public List<Target> expand(String argument) throws IOException {
        int nameAt = Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1;
        String name = argument.substring(nameAt);
        if (!name.contains("*") && !name.contains("?")) {
            Path file = path(argument);
            return !argument.isEmpty() && Files.exists(file) ? List.of(new Target(argument, file)) : List.of();
        }
        Path folder = path(argument.substring(0, nameAt));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern wanted = wildcard(name);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> wanted.matcher(fileName(f)).matches())
                    .sorted(Comparator.comparing(f -> fileName(f).toLowerCase(Locale.ROOT)))
                    .map(f -> new Target(argument.substring(0, nameAt) + fileName(f), f))
                    .toList();
        }
    }

    private static Pattern wildcard(String name) {
        String regex = Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** A file to work on, and how messages name it. */
    public record Target(String shown, Path file) {}
}
