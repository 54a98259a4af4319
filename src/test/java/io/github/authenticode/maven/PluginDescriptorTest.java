package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds the generated descriptor to what the documentation promises about goals and parameters. */
class PluginDescriptorTest {
    private static Document descriptor;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream xml = PluginDescriptorTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            descriptor =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        }
    }

    @Test
    void goalsRunInThePackagePhaseAndWithoutAProject() {
        assertThat(goals()).extracting(g -> text(g, "goal")).containsExactlyInAnyOrder("sign", "verify", "help");
        assertThat(ours()).allSatisfy(goal -> {
            assertThat(text(goal, "phase")).isEqualTo("package");
            assertThat(text(goal, "threadSafe")).isEqualTo("true");
            assertThat(text(goal, "requiresProject")).isEqualTo("false");
        });
    }

    @Test
    void everyParameterIsDescribedAndDated() {
        assertThat(parameters()).hasSizeGreaterThan(20).allSatisfy(p -> {
            assertThat(text(p, "description")).as(text(p, "name")).hasSizeGreaterThan(20);
            assertThat(text(p, "since")).as(text(p, "name")).isNotEmpty();
        });
    }

    @Test
    void everySimpleParameterHasItsUserProperty() {
        List<String> simple = new ArrayList<>();
        for (Element parameter : parameters()) {
            String type = text(parameter, "type");
            if (!type.startsWith("io.github.authenticode") && !type.endsWith(".PlexusConfiguration")) {
                simple.add(text(parameter, "name"));
            }
        }
        assertThat(simple)
                .allSatisfy(name -> assertThat(expression(name))
                        .isEqualTo("${authenticode."
                                + name.replace("skipSign", "sign.skip").replace("skipVerify", "verify.skip") + "}"));
    }

    @Test
    void noParameterTakesASecret() {
        assertThat(parameters())
                .extracting(p -> text(p, "name").toLowerCase(java.util.Locale.ROOT))
                .noneMatch(n -> n.contains("password") || n.contains("secret") || n.contains("token"));
    }

    private static String expression(String name) {
        for (Element goal : ours()) {
            NodeList configuration = goal.getElementsByTagName("configuration");
            NodeList values = ((Element) configuration.item(0)).getElementsByTagName(name);
            if (values.getLength() > 0) {
                return values.item(0).getTextContent();
            }
        }
        return "";
    }

    private static List<Element> parameters() {
        List<Element> parameters = new ArrayList<>();
        for (Element goal : ours()) {
            for (Element parameter : elements(goal.getElementsByTagName("parameter"))) {
                if (text(parameter, "editable").equals("true")) {
                    parameters.add(parameter);
                }
            }
        }
        return parameters;
    }

    private static List<Element> ours() {
        return goals().stream().filter(g -> !text(g, "goal").equals("help")).toList();
    }

    private static List<Element> goals() {
        return elements(descriptor.getElementsByTagName("mojo"));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String child) {
        NodeList found = parent.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
