package io.github.authenticode.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The search for a program in the folders of PATH that count, see {@link SearchPath}. */
public record ProgramSearch(Machine host) {

    /** @param program with or without its ending */
    public Optional<Path> find(String program) {
        List<String> endings = host.windows() && !program.contains(".") ? List.of(".exe", ".cmd", ".bat") : List.of("");
        return SearchPath.folders(host).stream()
                .flatMap(folder -> endings.stream().map(ending -> folder.resolve(program + ending)))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
