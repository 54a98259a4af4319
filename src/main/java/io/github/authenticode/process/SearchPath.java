package io.github.authenticode.process;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders of PATH that count for a program that signs or signs in. A relative entry, an empty one and {@code .}
 * mean the folder that the build happens to run in, which is a checkout: whoever can commit a file could put a program
 * there.
 */
public final class SearchPath {
    private SearchPath() {}

    public static List<Path> folders(Machine host) {
        List<Path> folders = new ArrayList<>();
        for (String entry : host.variable("PATH").orElse("").split(File.pathSeparator, -1)) {
            String folder = host.windows() ? unquoted(entry.strip()) : entry;
            try {
                Path path = Path.of(folder);
                if (path.isAbsolute()) {
                    folders.add(path);
                } else {
                    host.debug().accept("PATH holds a relative folder, which is not searched: \"" + entry + "\"");
                }
            } catch (InvalidPathException e) {
                host.debug().accept("PATH holds what is no path: " + e.getMessage());
            }
        }
        return folders;
    }

    /** Windows' own shell takes quotes off; elsewhere they are part of a name. */
    private static String unquoted(String entry) {
        boolean quoted = entry.length() > 1 && entry.startsWith("\"") && entry.endsWith("\"");
        return quoted ? entry.substring(1, entry.length() - 1) : entry;
    }
}
