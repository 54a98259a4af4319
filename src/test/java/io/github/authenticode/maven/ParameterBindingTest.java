package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every parameter of both goals as Maven's own configurator fills it: from a pom that has them all, from the user
 * property, and from nothing. A parameter without a row in {@link ParameterTable} fails here.
 */
@MojoTest
class ParameterBindingTest {
    /** Fields that remember how an element was written. */
    private static final Set<String> NO_ELEMENTS = Set.of("passwordGiven", "pinGiven", "secretGiven");

    private static final Pattern CONSTANT = Pattern.compile("[A-Z_]+");

    @TempDir
    Path folder;

    private @Nullable MavenBuild build;

    @Provides
    MavenProject project() throws Exception {
        return build().project();
    }

    @Provides
    MavenSession session() throws Exception {
        return build().session();
    }

    @Provides
    MojoExecution execution() throws Exception {
        return build().execution();
    }

    private MavenBuild build() throws Exception {
        if (build == null) {
            build = MavenBuild.of(folder, "sign");
        }
        return build;
    }

    @Test
    void everyParameterHasARow() throws Exception {
        Set<String> declared = new TreeSet<>(parameters("sign"));
        declared.addAll(parameters("verify"));

        assertThat(ParameterTable.ROWS.keySet()).containsExactlyElementsOf(declared);
    }

    @Test
    @InjectMojo(goal = "sign", pom = "classpath:every-parameter.xml")
    void signIsFilledFromThePom(SignMojo goal) throws Exception {
        assertThat(values(goal, "sign")).isEqualTo(expected("sign", ParameterTable.Row::fromPom));
    }

    @Test
    @InjectMojo(goal = "verify", pom = "classpath:every-parameter.xml")
    void verifyIsFilledFromThePom(VerifyMojo goal) throws Exception {
        assertThat(values(goal, "verify")).isEqualTo(expected("verify", ParameterTable.Row::fromPom));
    }

    @Test
    @InjectMojo(goal = "sign")
    void signHasItsDefaults(SignMojo goal) throws Exception {
        assertThat(values(goal, "sign")).isEqualTo(expected("sign", ParameterTable.Row::unset));
    }

    @Test
    @InjectMojo(goal = "verify")
    void verifyHasItsDefaults(VerifyMojo goal) throws Exception {
        assertThat(values(goal, "verify")).isEqualTo(expected("verify", ParameterTable.Row::unset));
    }

    @Test
    @InjectMojo(goal = "sign", pom = "classpath:every-parameter.xml")
    void thePomOfThisTestSetsEveryElementOfEveryBean(SignMojo goal) throws Exception {
        for (String parameter : parameters("sign")) {
            Object bean = MojoExtension.getVariableValueFromObject(goal, parameter);
            if (bean != null && isOurs(bean)) {
                Map<String, String> unset =
                        fields(bean.getClass().getDeclaredConstructor().newInstance());
                assertThat(fields(bean).entrySet())
                        .as("elements of <%s>", parameter)
                        .filteredOn(field -> !NO_ELEMENTS.contains(field.getKey()))
                        .isNotEmpty()
                        .doesNotContainAnyElementsOf(unset.entrySet());
            }
        }
    }

    @Nested
    class WithUserProperties {
        @BeforeEach
        void setThem() throws Exception {
            Properties properties = build().request().getUserProperties();
            ParameterTable.ROWS.values().stream()
                    .filter(row -> !row.property().isEmpty())
                    .forEach(row -> properties.setProperty(row.property(), row.value()));
        }

        @Test
        @InjectMojo(goal = "sign")
        void signIsFilledFromThem(SignMojo goal) throws Exception {
            assertThat(values(goal, "sign")).isEqualTo(expected("sign", ParameterTable.Row::fromProperty));
        }

        @Test
        @InjectMojo(goal = "verify")
        void verifyIsFilledFromThem(VerifyMojo goal) throws Exception {
            assertThat(values(goal, "verify")).isEqualTo(expected("verify", ParameterTable.Row::fromProperty));
        }

        @Test
        @InjectMojo(goal = "sign")
        @MojoParameter(name = "digest", value = "SHA-512")
        void thePomPrevails(SignMojo goal) {
            assertThat(goal.digest).isEqualTo("SHA-512");
        }
    }

    private static Map<String, String> expected(String goal, Function<ParameterTable.Row, String> column)
            throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String name : parameters(goal)) {
            ParameterTable.Row row = ParameterTable.ROWS.get(name);
            assertThat(row).as("row of <%s> in ParameterTable", name).isNotNull();
            expected.put(name, column.apply(row));
        }
        return expected;
    }

    /** The parameters that a pom may set. */
    private static Set<String> parameters(String goal) throws Exception {
        return MavenBuild.descriptor().getMojo(goal).getParameters().stream()
                .filter(Parameter::isEditable)
                .map(Parameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, String> values(AuthenticodeMojo goal, String name) throws Exception {
        Map<String, String> values = new TreeMap<>();
        for (String parameter : parameters(name)) {
            values.put(parameter, text(MojoExtension.getVariableValueFromObject(goal, parameter)));
        }
        return values;
    }

    /**
     * A value as one line: lists in brackets, beans with all their fields in braces, paths below the project with
     * slashes.
     */
    private String text(@Nullable Object value) throws Exception {
        if (value instanceof Collection<?> list) {
            StringBuilder all = new StringBuilder();
            for (Object item : list) {
                all.append(all.isEmpty() ? "" : ", ").append(text(item));
            }
            return "[" + all + "]";
        }
        if (value instanceof File file) {
            return folder.relativize(file.toPath()).toString().replace('\\', '/');
        }
        if (value instanceof PlexusConfiguration element) {
            return element.toString().replaceAll(">\\s+<", "><").strip();
        }
        return value != null && isOurs(value) ? fields(value).toString() : String.valueOf(value);
    }

    private static boolean isOurs(Object value) {
        return value.getClass().getName().startsWith("io.github.authenticode.");
    }

    private Map<String, String> fields(Object bean) throws Exception {
        Map<String, String> fields = new TreeMap<>();
        for (Map.Entry<String, Object> field :
                MojoExtension.getVariablesAndValuesFromObject(bean).entrySet()) {
            if (!CONSTANT.matcher(field.getKey()).matches()) {
                fields.put(field.getKey(), text(field.getValue()));
            }
        }
        return fields;
    }
}
