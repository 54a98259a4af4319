package io.github.authenticode.maven.config;

import io.github.authenticode.diagnose.Nearest;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ConfigurationProblem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The finder of elements of the configuration that no goal of this plugin has. Maven passes over them silently, so that
 * a misspelt {@code <trustedRoot>} would sign with another policy than its author believes.
 */
public final class KnownElements {
    private static final Set<String> SECRETS =
            Set.of("password", "storepass", "keypass", "passphrase", "token", "secret", "clientsecret");

    private KnownElements() {}

    public static void check(MojoExecution execution, ConfigurationProblems findings) {
        Plugin plugin = execution.getPlugin();
        Set<String> known = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                known.add(parameter.getName());
                if (parameter.isEditable() && !goal.getGoal().equals("help")) {
                    shown.add(parameter.getName());
                }
            }
        }
        Set<String> unknown = new TreeSet<>();
        collect(plugin.getConfiguration(), known, unknown);
        for (PluginExecution other : plugin.getExecutions()) {
            if (other.getId().equals(execution.getExecutionId())) {
                collect(other.getConfiguration(), known, unknown);
            }
        }
        unknown.forEach(name -> findings.add(problem(name, shown)));
    }

    private static void collect(Object configuration, Set<String> known, Set<String> unknown) {
        if (configuration instanceof Xpp3Dom dom) {
            for (Xpp3Dom child : dom.getChildren()) {
                if (!known.contains(child.getName())) {
                    unknown.add(child.getName());
                }
            }
        }
    }

    private static Problem problem(String name, Set<String> shown) {
        if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
            return Problem.of(
                    ConfigurationProblem.SECRET_IN_POM,
                    "<" + name + "> would put a secret into the pom, where everybody can read it.",
                    "Remove it, put the secret into a settings.xml server and name that with <serverId>, or into an"
                            + " environment variable and name that with <passwordEnv>.");
        }
        Optional<String> nearest = Nearest.to(name, shown);
        return Problem.of(
                ConfigurationProblem.UNKNOWN_ELEMENT,
                "<" + name + "> is no parameter of this plugin"
                        + nearest.map(n -> "; <" + n + "> is.").orElse("."),
                "Remove or correct it; the parameters are " + String.join(", ", shown) + ".");
    }
}
