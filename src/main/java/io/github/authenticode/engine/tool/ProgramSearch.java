package io.github.authenticode.engine.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The search for a program in the folders of PATH. A relative entry is passed over: it would mean the folder that the build happens to
 * be in, where anybody's checkout could put a program of that name.
 */
record ProgramSearch(Host host) {

    /** @param program with or without its ending */
    Optional<Path> find(String program) {
        List<String> endings = host.windows() && !program.contains(".") ? List.of(".exe", ".cmd", ".bat") : List.of("");
        return Arrays.stream(host.variable("PATH").orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> endings.stream().flatMap(ending -> file(folder, program + ending).stream()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Empty for an entry of PATH that is no path, such as one in quotes. */
    private static Optional<Path> file(String folder, String name) {
        try {
            Path path = Path.of(folder, name);
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
