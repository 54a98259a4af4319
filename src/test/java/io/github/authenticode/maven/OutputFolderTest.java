package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.PlexusContainer;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a project, Maven leaves {@code ${project.basedir}} in the default as it is. */
class OutputFolderTest {
    @TempDir
    Path folder;

    @Test
    void withoutAProjectItIsInTheCurrentFolder() {
        assertThat(mojo("${project.basedir}/target/authenticode").outputFolder())
                .isEqualTo(folder.resolve("target/authenticode"));
        assertThat(mojo(folder + "/${project.basedir}/target/authenticode").workFolder())
                .isEqualTo(folder.resolve("target/authenticode/work"));
    }

    @Test
    void namedOneIsTakenAsItIs() {
        assertThat(mojo("reports").outputFolder()).isEqualTo(folder.resolve("reports"));
        assertThat(mojo("/elsewhere/reports").outputFolder()).isEqualTo(Path.of("/elsewhere/reports"));
    }

    @SuppressWarnings({"deprecation", "NullAway"})
    private AuthenticodeMojo mojo(String outputDirectory) {
        VerifyMojo mojo = new VerifyMojo(null, null);
        mojo.project = new MavenProject();
        mojo.session = new MavenSession(
                (PlexusContainer) null,
                (RepositorySystemSession) null,
                new DefaultMavenExecutionRequest().setBaseDirectory(folder.toFile()),
                new DefaultMavenExecutionResult());
        mojo.outputDirectory = new File(outputDirectory);
        return mojo;
    }
}
