package io.github.authenticode.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trusted mutants of a specimen in a folder, beside the two files that they were made from, for
 * {@code .ci/other-readers}. A guided fuzzer comes by the same one again and again, and by more than other programs
 * have time for.
 */
final class TrustedMutants {
    private static final int MOST = 200;

    private final Path folder;
    private final String extension;
    private final Set<Integer> seen = new HashSet<>();

    private TrustedMutants(Path folder, String extension) {
        this.folder = folder;
        this.extension = extension;
    }

    /** Those that an earlier run has kept there go. */
    static TrustedMutants in(Path all, Specimen specimen) throws IOException {
        Path folder = Files.createDirectories(all.resolve(specimen.name()));
        try (Stream<Path> earlier = Files.list(folder)) {
            for (Path file : earlier.toList()) {
                Files.delete(file);
            }
        }
        String extension = "." + specimen.format().extensions().get(0);
        Files.write(folder.resolve("signed" + extension), specimen.bytes());
        Files.write(folder.resolve("other" + extension), specimen.other());
        return new TrustedMutants(folder, extension);
    }

    /** Keeps one under a number of its content, if there is room. */
    void keep(byte[] mutant) throws IOException {
        if (seen.size() < MOST && seen.add(Arrays.hashCode(mutant))) {
            keep(mutant, seen.size());
        }
    }

    void keep(byte[] mutant, long number) throws IOException {
        Files.write(folder.resolve(number + extension), mutant);
    }
}
