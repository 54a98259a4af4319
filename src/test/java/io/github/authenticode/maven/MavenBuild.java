package io.github.authenticode.maven;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;

/**
 * The project, session and execution of one goal, which the testing harness would otherwise mock. The classes are
 * Maven's own, so that a goal reads user properties, servers and unknown elements as it does in a build.
 */
record MavenBuild(MavenProject project, MavenExecutionRequest request, MavenSession session, MojoExecution execution) {
    /** A project of version 1-SNAPSHOT in the folder. */
    @SuppressWarnings({"deprecation", "NullAway"})
    static MavenBuild of(Path folder, String goal) throws Exception {
        MavenProject project = new MavenProject();
        project.setGroupId("it");
        project.setArtifactId("project");
        project.setVersion("1-SNAPSHOT");
        project.setPackaging("pom");
        project.setArtifact(new DefaultArtifact(
                "it", "project", "1-SNAPSHOT", null, "pom", null, new DefaultArtifactHandler("pom")));
        project.setFile(folder.resolve("pom.xml").toFile());
        project.getBuild().setDirectory(folder.resolve("target").toString());
        MavenExecutionRequest request = new DefaultMavenExecutionRequest().setBaseDirectory(folder.toFile());
        MavenSession session = new MavenSession(
                (PlexusContainer) null,
                new DefaultRepositorySystemSession(),
                request,
                new DefaultMavenExecutionResult());
        session.setProjects(List.of(project));
        return new MavenBuild(project, request, session, execution(goal));
    }

    private static MojoExecution execution(String goal) throws Exception {
        PluginDescriptor descriptor = descriptor();
        Plugin plugin = new Plugin();
        plugin.setGroupId(descriptor.getGroupId());
        plugin.setArtifactId(descriptor.getArtifactId());
        plugin.setVersion(descriptor.getVersion());
        descriptor.setPlugin(plugin);
        MojoExecution execution = new MojoExecution(plugin, goal, "default-" + goal);
        execution.setMojoDescriptor(descriptor.getMojo(goal));
        return execution;
    }

    /** The descriptor that the build of this plugin has generated. */
    static PluginDescriptor descriptor() throws Exception {
        try (InputStream stream = MavenBuild.class.getResourceAsStream("/META-INF/maven/plugin.xml");
                Reader xml = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return new PluginDescriptorBuilder().build(xml);
        }
    }

    /** Tells the execution what the pom says; the harness itself tells it to the goal alone. */
    void configure(String pom) throws Exception {
        Plugin plugin = execution.getPlugin();
        plugin.setConfiguration(MojoExtension.extractPluginConfiguration(
                plugin.getArtifactId(), Xpp3DomBuilder.build(new StringReader(pom))));
    }
}
