package io.github.authenticode.maven.files;

import io.github.authenticode.plan.text.PathText;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The files that a project's build has made so far: its main artifact and what is attached to it. */
public final class ProjectArtifacts {
    private ProjectArtifacts() {}

    public static List<Path> files(MavenProject project) {
        return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
                // Maven 4 attaches the pom that it deploys; nobody means that one.
                .filter(artifact ->
                        !artifact.getArtifactHandler().getExtension().equals("pom"))
                .map(Artifact::getFile)
                .flatMap(Stream::ofNullable)
                .map(ProjectArtifacts::path)
                .toList();
    }

    /**
     * Under a locale that lacks letters of a name, the rest of Maven works on the file that has question marks in their
     * places.
     */
    private static Path path(File file) {
        try {
            return file.toPath();
        } catch (InvalidPathException e) {
            Charset encoding = PathText.encoding();
            return Path.of(new String(file.getPath().getBytes(encoding), encoding));
        }
    }
}
