package io.github.authenticode.maven;

import io.github.authenticode.maven.execution.ReportThenThrow;
import io.github.authenticode.report.ReportFiles;
import io.github.authenticode.report.record.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * The publication of one execution's reports. A second execution of the same goal in one module writes into a folder,
 * and attaches under a classifier, that ends with its execution id, so that no report overwrites another.
 */
final class ReportPublication {
    private final MavenProject project;
    private final MavenProjectHelper projectHelper;
    private final String executionId;
    private final Log log;

    ReportPublication(MavenProject project, MavenProjectHelper projectHelper, String executionId, Log log) {
        this.project = project;
        this.projectHelper = projectHelper;
        this.executionId = executionId;
        this.log = log;
    }

    /** Writes reports into the output folder of a goal, and attaches them. */
    static ReportThenThrow.Publisher of(AuthenticodeMojo mojo) {
        Path folder = mojo.outputFolder();
        ReportPublication publication = new ReportPublication(
                mojo.project, mojo.projectHelper, mojo.mojoExecution.getExecutionId(), mojo.getLog());
        return report -> publication.publish(report, folder, mojo.attachReports && mojo.hasProject());
    }

    void publish(Report report, Path folder, boolean attach) throws MojoExecutionException {
        String name = report.kind() == Report.Kind.SIGNING ? "signing-report" : "verification-report";
        boolean first = first(name);
        Path place = first ? folder : folder.resolve(executionId);
        try {
            ReportFiles.Written written = ReportFiles.write(report, place);
            log.info("Report: " + shown(written.html()));
            if (attach) {
                String classifier = first ? name : name + "-" + executionId;
                projectHelper.attachArtifact(
                        project, "json", classifier, written.json().toFile());
                projectHelper.attachArtifact(
                        project, "html", classifier, written.html().toFile());
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The report cannot be written to " + place + ": " + e.getMessage()
                            + ". Make that folder writable and free space on its disk, or name another with <outputDirectory>.",
                    e);
        }
    }

    /** Whether no other execution has taken the plain name in this module and this build. */
    private boolean first(String name) {
        String key = "authenticode." + name;
        Object owner = project.getContextValue(key);
        if (owner == null) {
            project.setContextValue(key, executionId);
        }
        return owner == null || owner.equals(executionId);
    }

    private Path shown(Path file) {
        File base = project.getBasedir();
        Path absolute = file.toAbsolutePath();
        return base != null && absolute.startsWith(base.toPath())
                ? base.toPath().relativize(absolute)
                : absolute;
    }
}
