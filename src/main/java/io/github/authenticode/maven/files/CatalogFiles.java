package io.github.authenticode.maven.files;

import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.FileSet;
import io.github.authenticode.plan.PlannedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The catalogs that {@code <catalogs>} names. One that is named and not there would make its files unsigned without a
 * reason.
 */
public final class CatalogFiles {
    private CatalogFiles() {}

    /** @param catalogs Maven makes an empty list of an element that is not there */
    public static List<PlannedFile> select(
            @Nullable List<FileSet> catalogs, Path base, ConfigurationProblems findings) {
        return select(catalogs, base, findings, warning -> {});
    }

    /** @param warn told of patterns that match nothing */
    public static List<PlannedFile> select(
            @Nullable List<FileSet> catalogs, Path base, ConfigurationProblems findings, Consumer<String> warn) {
        if (catalogs == null || catalogs.isEmpty()) {
            return List.of();
        }
        FileSelection selection = new FileSelection(base, findings, FileKinds.CATALOGS);
        catalogs.forEach(selection::addFileSet);
        if (selection.isEmpty() && findings.isEmpty()) {
            findings.invalid(
                    "<catalogs>",
                    "no catalog was found.",
                    "<catalogs><fileSet><directory>target/dist</directory></fileSet></catalogs>");
        }
        if (!selection.isEmpty()) {
            selection.warnings().forEach(warn);
        }
        return selection.files();
    }
}
