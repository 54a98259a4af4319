package io.github.authenticode.maven;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.maven.files.ProjectArtifacts;
import io.github.authenticode.plan.Container;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.run.archive.PackedArchives;
import io.github.authenticode.run.file.FileResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.PluginExecution;

/**
 * The check of the archives that a project's build has made before its files were signed; it says which execution made
 * them. Maven does not tell who packed an archive; of the plugins that pack archives of that kind it is one.
 */
final class PrematureArchives {
    private static final Map<String, Set<String>> GOALS = Map.of(
            "maven-assembly-plugin", Set.of("single"),
            "maven-jar-plugin", Set.of("jar", "test-jar"),
            "maven-shade-plugin", Set.of("shade"),
            "maven-war-plugin", Set.of("war"),
            "maven-ear-plugin", Set.of("ear"),
            "maven-antrun-plugin", Set.of("run"),
            "spring-boot-maven-plugin", Set.of("repackage"));

    private static final List<String> OF_JARS =
            List.of("maven-jar-plugin", "maven-shade-plugin", "maven-assembly-plugin", "spring-boot-maven-plugin");
    private static final Map<String, List<String>> PLUGINS = Map.of(
            "jar", OF_JARS,
            "war", List.of("maven-war-plugin", "spring-boot-maven-plugin"),
            "ear", List.of("maven-ear-plugin"));

    private final SignMojo mojo;

    PrematureArchives(SignMojo mojo) {
        this.mojo = mojo;
    }

    /** One warning for each archive that holds unsigned files. */
    List<String> warnings(List<FileResult> results) throws ProblemException, InterruptedException {
        Set<Path> selected = results.stream().map(r -> r.file().path()).collect(Collectors.toSet());
        List<Container> archives = mojo.hasProject() ? archives(selected) : List.of();
        if (archives.isEmpty()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        for (PackedArchives.Finding finding :
                PackedArchives.after(results, mojo.workFolder()).findings(archives)) {
            warnings.add(finding.warning(remedy(finding.archive().name())));
        }
        return warnings;
    }

    private List<Container> archives(Set<Path> selected) {
        List<Container> archives = new ArrayList<>();
        for (Path file : ProjectArtifacts.files(mojo.project)) {
            try {
                if (Files.isRegularFile(file) && !selected.contains(file.toRealPath()) && isArchive(file)) {
                    archives.add(new Container(file.toRealPath(), name(file)));
                }
            } catch (IOException unreadable) {
                mojo.getLog().debug("Not looked into: " + file + " (" + unreadable + ")");
            }
        }
        return archives;
    }

    /** Source code is delivered as it is. */
    private static boolean isArchive(Path file) throws IOException {
        return !file.toString().matches(".*-(sources|javadoc)[.]jar") && isPacked(file);
    }

    private static boolean isPacked(Path file) throws IOException {
        return PackedArchives.isTar(file)
                || (FormatDetector.isArchive(file)
                        && FormatDetector.detect(file).isEmpty());
    }

    private String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(mojo.base()) ? mojo.base().relativize(absolute) : absolute.getFileName();
        return shown.toString().replace('\\', '/');
    }

    private String remedy(String archive) {
        String extension = FileFormat.extensionOf(archive).toLowerCase(Locale.ROOT);
        List<String> packers =
                PLUGINS.getOrDefault(extension, List.of("maven-assembly-plugin", "maven-antrun-plugin")).stream()
                        .flatMap(this::executions)
                        .toList();
        String self =
                mojo.mojoExecution.getArtifactId() + ":sign (execution " + mojo.mojoExecution.getExecutionId() + ")";
        return packers.isEmpty()
                ? "Pack it after " + self + ", or sign the files before they are packed."
                : "It was packed by " + String.join(" or ", packers) + ": move " + self
                        + " before it, to an earlier phase or further up in the pom, or sign the files before they are packed.";
    }

    private Stream<String> executions(String plugin) {
        return mojo.project.getBuildPlugins().stream()
                .filter(p -> p.getArtifactId().equals(plugin))
                .flatMap(p -> p.getExecutions().stream())
                .filter(e -> e.getGoals().stream()
                        .anyMatch(g -> GOALS.getOrDefault(plugin, Set.of()).contains(g)))
                .map(e -> plugin + " (execution " + e.getId() + phase(e) + ")");
    }

    private static String phase(PluginExecution execution) {
        return execution.getPhase() == null ? "" : ", phase " + execution.getPhase();
    }
}
