package io.github.authenticode.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Maven that runs this build, as users start it: its own script, a new JVM each time.
 *
 * @param home where it is installed
 * @param localRepository where the plugin that is measured has been installed, and where others are downloaded to
 */
record MavenProgram(Path home, Path settings, Path localRepository) {
    private static final int TAIL = 40;

    /**
     * Runs a build; its output goes to {@code build.log} beside the pom.
     *
     * @return how long it took
     * @throws IllegalStateException if it failed
     */
    Duration run(Path project, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = project.resolve("build.log");
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + localRepository));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("MAVEN_OPTS");
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (exit != 0) {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            throw new IllegalStateException(String.join(" ", command) + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
        }
        return time;
    }
}
