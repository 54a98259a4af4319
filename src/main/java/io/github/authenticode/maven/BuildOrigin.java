package io.github.authenticode.maven;

import io.github.authenticode.report.RunFacts;
import io.github.authenticode.report.record.PluginId;
import io.github.authenticode.report.record.ProjectId;
import io.github.authenticode.report.text.ReportPaths;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The project and the plugin that a report comes from, and the folders of this machine that it must not name. */
final class BuildOrigin {
    private BuildOrigin() {}

    static RunFacts.Origin of(AuthenticodeMojo mojo) {
        Optional<ProjectId> id = mojo.hasProject()
                ? Optional.of(new ProjectId(
                        mojo.project.getGroupId(), mojo.project.getArtifactId(), mojo.project.getVersion()))
                : Optional.empty();
        PluginId plugin = new PluginId(mojo.mojoExecution.getArtifactId(), mojo.mojoExecution.getVersion());
        Map<String, Path> folders = Map.of(
                "project", mojo.base(),
                "home", AuthenticodeMojo.userHome(),
                "temp", Path.of(System.getProperty("java.io.tmpdir")));
        return new RunFacts.Origin(id, plugin, ReportPaths.of(folders, Optional.ofNullable(System.getenv("HOSTNAME"))));
    }
}
