package io.github.authenticode.benchmark;

import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Maven project that signs the programs in its folder {@code files} in the phase {@code package}, and does nothing
 * else.
 */
final class Project {
    private final MavenProgram maven;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private boolean prepared;

    private Project(MavenProgram maven, Path folder) {
        this.maven = maven;
        this.folder = folder;
    }

    /** @param plugin the element of the pom that signs */
    static Project of(MavenProgram maven, Path folder, String plugin) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        // Else Maven would find this project's, above it, and obey its jvm.config.
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>benchmark</groupId>
                  <artifactId>%s</artifactId>
                  <version>1-SNAPSHOT</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                %s
                    </plugins>
                  </build>
                </project>
                """.formatted(folder.getFileName(), plugin.indent(6)));
        return new Project(maven, folder);
    }

    Path folder() {
        return folder;
    }

    /** For each of its builds. */
    Project with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** On the command line of each of its builds. */
    Project argument(String value) {
        arguments.add(value);
        return this;
    }

    /** Puts unsigned programs in place, each unlike the others, whatever was there. */
    void fill(int count, int overlayBytes) throws IOException {
        byte[] program = SampleFiles.pe(overlayBytes);
        for (int i = 0; i < count; i++) {
            ByteBuffer.wrap(program).putInt(program.length - Integer.BYTES, i);
            Files.write(folder.resolve("files/program-" + i + ".exe"), program);
        }
    }

    /**
     * Once before all measuring: what must be downloaded is, and the files are in the memory of the operating system.
     */
    void prepare() throws IOException, InterruptedException {
        if (!prepared) {
            maven.run(folder, all("package"), environment);
            arguments.add("-o");
            prepared = true;
        }
    }

    /** What Maven takes to read this project and to do nothing. */
    Duration empty() throws IOException, InterruptedException {
        return maven.run(folder, all("validate"), environment);
    }

    Duration build() throws IOException, InterruptedException {
        return maven.run(folder, all("package"), environment);
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("build.log"), StandardCharsets.UTF_8);
    }

    private List<String> all(String goal) {
        List<String> all = new ArrayList<>(arguments);
        all.add(goal);
        return all;
    }
}
