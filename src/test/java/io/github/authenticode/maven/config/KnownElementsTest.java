package io.github.authenticode.maven.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

class KnownElementsTest {
    private final ConfigurationProblems findings = new ConfigurationProblems();

    @Test
    void elementsOfEitherGoalAreKnown() throws Exception {
        KnownElements.check(execution(configuration("keystore", "trustedRoots"), configuration("verifyAt")), findings);
        findings.throwIfAny();
    }

    @Test
    void misspeltElementsAreFoundInPluginAndExecution() {
        KnownElements.check(execution(configuration("trustedRoot"), configuration("colour")), findings);
        assertThat(found())
                .containsExactly(
                        "<colour> is no parameter of this plugin. Remove or correct it; the parameters are keystore,"
                                + " trustedRoots, verifyAt.",
                        "<trustedRoot> is no parameter of this plugin; <trustedRoots> is. Remove or correct it; the"
                                + " parameters are keystore, trustedRoots, verifyAt.");
    }

    @Test
    void secretsAreToldWhereTheyBelong() {
        KnownElements.check(execution(configuration("storepass"), null), findings);
        assertThat(found())
                .containsExactly(
                        "<storepass> would put a secret into the pom, where everybody can read it. Remove it, put"
                                + " the secret into a settings.xml server and name that with <serverId>, or into an environment"
                                + " variable and name that with <passwordEnv>.");
    }

    private List<String> found() {
        return catchThrowableOfType(ProblemException.class, findings::throwIfAny).problems().stream()
                .map(Problem::text)
                .toList();
    }

    private static MojoExecution execution(Xpp3Dom ofPlugin, @org.jspecify.annotations.Nullable Xpp3Dom ofExecution) {
        Plugin plugin = new Plugin();
        plugin.setConfiguration(ofPlugin);
        PluginExecution execution = new PluginExecution();
        execution.setId("default-sign");
        execution.setConfiguration(ofExecution);
        plugin.addExecution(execution);
        PluginDescriptor descriptor = new PluginDescriptor();
        descriptor.setPlugin(plugin);
        MojoDescriptor sign = goal(descriptor, "sign", "keystore", "trustedRoots");
        goal(descriptor, "verify", "trustedRoots", "verifyAt");
        MojoExecution mojoExecution = new MojoExecution(plugin, "sign", "default-sign");
        mojoExecution.setMojoDescriptor(sign);
        return mojoExecution;
    }

    private static MojoDescriptor goal(PluginDescriptor plugin, String name, String... parameters) {
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal(name);
        goal.setPluginDescriptor(plugin);
        try {
            for (String parameterName : parameters) {
                Parameter parameter = new Parameter();
                parameter.setName(parameterName);
                goal.addParameter(parameter);
            }
            plugin.addMojo(goal);
        } catch (org.apache.maven.plugin.descriptor.DuplicateParameterException
                | org.apache.maven.plugin.descriptor.DuplicateMojoDescriptorException e) {
            throw new IllegalStateException(e);
        }
        return goal;
    }

    private static Xpp3Dom configuration(String... elements) {
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        for (String element : elements) {
            configuration.addChild(new Xpp3Dom(element));
        }
        return configuration;
    }
}
