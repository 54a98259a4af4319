package io.github.authenticode.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The files that a project's build has made so far: its main artifact and what is attached to it. */
final class ProjectArtifacts {
    private ProjectArtifacts() {}

    static List<Path> files(MavenProject project) {
        return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
                // Maven 4 attaches the pom that it deploys; nobody means that one.
                .filter(artifact ->
                        !artifact.getArtifactHandler().getExtension().equals("pom"))
                .map(Artifact::getFile)
                .flatMap(Stream::ofNullable)
                .map(File::toPath)
                .toList();
    }
}
