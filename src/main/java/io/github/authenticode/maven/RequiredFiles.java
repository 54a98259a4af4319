package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.maven.config.ConfigurationProblems;
import io.github.authenticode.maven.config.PomValues;
import io.github.authenticode.maven.execution.ModuleSelections;
import io.github.authenticode.maven.execution.Reactor;
import io.github.authenticode.maven.files.FileSelection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;

/** The parameter {@code failIfNoFiles}: in which modules there must be a file. */
final class RequiredFiles {
    private final AuthenticodeMojo mojo;

    /** The words of the parameter; {@code true} and {@code false} stand for the last two. */
    enum Where {
        REACTOR,
        MODULE,
        NEVER
    }

    RequiredFiles(AuthenticodeMojo mojo) {
        this.mojo = mojo;
    }

    /**
     * Holds what was selected against the parameter.
     *
     * @param content whether there is anything to do in this module
     * @return whether this execution shall go on to tell of patterns that matched nothing
     */
    boolean check(FileSelection selection, boolean content, ConfigurationProblems findings) {
        Where where = where(findings);
        boolean nothing = !content && findings.isEmpty();
        if (where == Where.MODULE && nothing) {
            findings.add(selection.nothingSelected());
        }
        if (where == Where.REACTOR && findings.isEmpty()) {
            tell(nothing ? Optional.of(selection) : Optional.empty()).ifPresent(findings::add);
        }
        return content || where == Where.NEVER;
    }

    /** A module that is skipped need not have any. */
    void skipped() {
        ConfigurationProblems ignored = new ConfigurationProblems();
        if (where(ignored) == Where.REACTOR) {
            tell(Optional.empty());
        }
    }

    private Optional<Problem> tell(Optional<FileSelection> empty) {
        Set<String> modules = modules();
        MojoExecution execution = mojo.mojoExecution;
        ModuleSelections selections = Reactor.selections(
                mojo.session,
                execution.getPlugin().getKey() + ":" + execution.getGoal() + "@" + execution.getExecutionId());
        Optional<Problem> problem = selections.told(name(mojo.project), empty.map(FileSelection::nearMisses), modules);
        return modules.size() > 1 ? problem : problem.flatMap(p -> empty.map(FileSelection::nothingSelected));
    }

    /** Those in which this execution runs, as far as their POMs tell; all, where it was named on the command line. */
    private Set<String> modules() {
        Set<String> modules = new TreeSet<>();
        modules.add(name(mojo.project));
        boolean everywhere = mojo.mojoExecution.getSource() == MojoExecution.Source.CLI;
        for (MavenProject module : mojo.session.getProjects()) {
            if (everywhere || runsIn(module)) {
                modules.add(name(module));
            }
        }
        return modules;
    }

    private boolean runsIn(MavenProject module) {
        MojoExecution execution = mojo.mojoExecution;
        return module.getBuildPlugins().stream()
                .filter(plugin -> plugin.getKey().equals(execution.getPlugin().getKey()))
                .flatMap(plugin -> plugin.getExecutions().stream())
                .anyMatch(e -> e.getId().equals(execution.getExecutionId())
                        && e.getGoals().contains(execution.getGoal())
                        && !"none".equals(e.getPhase()));
    }

    private static String name(MavenProject module) {
        return module.getGroupId() + ":" + module.getArtifactId();
    }

    private Where where(ConfigurationProblems findings) {
        String text = mojo.failIfNoFiles.trim();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text) ? Where.MODULE : Where.NEVER;
        }
        String name = PomValues.of(
                List.of("reactor", "module", "never", "true", "false"), "failIfNoFiles", text, "reactor", findings);
        return Where.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
