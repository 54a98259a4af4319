package io.github.authenticode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.testing.ClassReferences;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds what the exclusions in the pom rest upon: from no class of the plugin does any way lead to a library that was
 * left out. Every class that a class file names counts, whether or not the code in it runs; so do the providers of
 * services, and names in texts.
 */
class RuntimeClassesTest {
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(com[./]cedarsoftware|org[./]apache[./]commons[./](math3|collections4|codec)|com[./]zaxxer)[./].+");

    /** Survived without: log4j is made for OSGi too, which Maven is not; and SLF4J binds to what Maven brings. */
    private static final Pattern OPTIONAL = Pattern.compile("org/osgi/.*|org/slf4j/impl/Static.*Binder");

    /** A list of classes that Jackson refuses to make, whatever a text says. */
    private static final String REFUSALS = "com/fasterxml/jackson/databind/jsontype/impl/SubTypeValidator";

    private static final ClassLoader CLASSES = RuntimeClassesTest.class.getClassLoader();

    /** Each class that was reached, and from where. */
    private final Map<String, String> reached = new HashMap<>();

    private final Deque<String> next = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void noClassLeadsToALibraryThatWasLeftOut() throws Exception {
        for (String own : ownClasses()) {
            reach(own, "");
        }
        while (!next.isEmpty()) {
            follow(next.remove());
        }

        assertThat(wrong).isEmpty();
        assertThat(reached)
                .as("the walk got to where the formats are read and written")
                .containsKeys(
                        "net/jsign/msi/MSIFile",
                        "net/jsign/appx/APPXFile",
                        "net/jsign/spi/NugetSignableProvider",
                        "org/apache/poi/poifs/filesystem/POIFSFileSystem",
                        "org/bouncycastle/cms/CMSSignedData",
                        "com/fasterxml/jackson/databind/ser/BeanSerializer");
    }

    @Test
    void aTextThatNamesAClassIsSeen() {
        assertThat(LEFT_OUT.asMatchPredicate())
                .accepts("org.apache.commons.codec.binary.Hex", "com/zaxxer/sparsebits/SparseBitSet")
                .rejects("org.apache.commons.io.IOUtils", "org/apache/poi/hssf/Thing");
    }

    private void follow(String name) throws IOException {
        URL file = CLASSES.getResource(name + ".class");
        if (file == null) {
            if (!OPTIONAL.matcher(name).matches()) {
                wrong.add("missing: " + way(name));
            }
            return;
        }
        ClassReferences references;
        try (InputStream in = file.openStream()) {
            references = ClassReferences.of(in);
        }
        references.classes().forEach(c -> reach(c, name));
        references.texts().stream()
                .filter(text -> LEFT_OUT.matcher(text).matches() && !name.equals(REFUSALS))
                .forEach(text -> wrong.add("named: " + text + " <- " + way(name)));
        for (String provider : providers(name.replace('/', '.'))) {
            reach(provider.replace('.', '/'), name);
        }
    }

    private void reach(String name, String from) {
        boolean known = reached.containsKey(name)
                || ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
        if (!known) {
            reached.put(name, from);
            if (LEFT_OUT.matcher(name).matches()) {
                wrong.add("reached: " + way(name));
            }
            next.add(name);
        }
    }

    private String way(String name) {
        StringBuilder way = new StringBuilder();
        for (String at = name; !at.isEmpty(); at = reached.get(at)) {
            way.append(way.isEmpty() ? "" : " <- ").append(at);
        }
        return way.toString();
    }

    private static List<String> providers(String service) throws IOException {
        List<String> names = new ArrayList<>();
        for (URL list : Collections.list(CLASSES.getResources("META-INF/services/" + service))) {
            try (InputStream in = list.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static List<String> ownClasses() throws Exception {
        URL mojo = CLASSES.getResource("io/github/authenticode/maven/SignMojo.class");
        Path root = Path.of(mojo.toURI()).resolve("../../../../..").normalize();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".class"))
                    .map(f -> root.relativize(f).toString().replace('\\', '/').replaceFirst("\\.class$", ""))
                    .toList();
        }
    }
}
