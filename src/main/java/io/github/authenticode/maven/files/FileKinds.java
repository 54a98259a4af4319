package io.github.authenticode.maven.files;

import io.github.authenticode.plan.filetype.FileFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of file that a selection is for. */
public enum FileKinds {
    SIGNABLE,
    /** Beside signable files also archives that may hold some. */
    ALSO_ARCHIVES,
    CATALOGS;

    /** File name extensions that a file set without patterns looks for; a file with one is meant to be of that kind. */
    List<String> extensions() {
        Stream<String> archives = this == ALSO_ARCHIVES ? Stream.of("zip", "jar", "war", "ear") : Stream.of();
        return Stream.concat(
                        Arrays.stream(FileFormat.values())
                                .filter(this::includes)
                                .flatMap(f -> f.extensions().stream()),
                        archives)
                .toList();
    }

    boolean includes(FileFormat format) {
        return this != CATALOGS || format == FileFormat.CATALOG;
    }

    /** The element that selects files. */
    String element() {
        return this == CATALOGS ? "<catalogs>" : "<files>";
    }

    /** For the sentence that a file is not of such a kind. */
    String what() {
        return switch (this) {
            case SIGNABLE -> "a file of a kind that can be signed";
            case ALSO_ARCHIVES -> "a file of a kind that can be signed or looked into";
            case CATALOGS -> "a catalog";
        };
    }
}
