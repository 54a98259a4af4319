package io.github.authenticode.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.Rule;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the schema and the reader to each other: both take, and refuse, the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicySchemaTest {
    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "\"error\"",
            "\"warning\"",
            "\"info\"",
            "null",
            "0",
            "1",
            "3072",
            "100000",
            "2.5",
            "\"\"",
            "\" \"",
            "\"Example Ltd\"",
            "\"SHA-384\"",
            "\"SHA-1\"",
            "\"1.3.6.1.4.1.311.97.2\"",
            "\"1.3.6.1.4.1.311.97.1.0\"",
            "\"1.03\"",
            "[]",
            "[\"1.2.3\"]",
            "[\"1.2.3\", 4]",
            "[\"Example Ltd\"]",
            "\"" + "AB".repeat(32) + "\"");

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();
    private JsonNode document;
    private JsonSchema schema;

    @BeforeAll
    void readSchema() throws Exception {
        try (InputStream in = PolicyFile.class.getResourceAsStream("policy-1.0.schema.json")) {
            document = mapper.readTree(in);
        }
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    @Test
    void schemaHasEveryRuleThatAPolicyMayState() {
        JsonNode rules = document.at("/properties/rules/properties");
        List<String> ids = new ArrayList<>();
        rules.fieldNames().forEachRemaining(ids::add);

        assertThat(ids)
                .containsExactlyElementsOf(Arrays.stream(Rule.values())
                        .filter(r -> !r.isFixed())
                        .map(Rule::id)
                        .toList());
        for (String id : ids) {
            assertThat(rules.path(id).path("description").asText())
                    .isEqualTo(Rule.ofId(id).orElseThrow().summary());
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void schemaAndReaderAgreeOnEveryValueOfARule(Rule rule) throws Exception {
        for (String value : values(rule).toList()) {
            String text = "{\"rules\": {\"" + rule.id() + "\": " + value + "}}";
            boolean allowed = schema.validate(mapper.readTree(text)).isEmpty();
            // Of a root the schema only knows that it is a text: it may be a file.
            if (rule == Rule.ALLOWED_ROOTS && allowed && !value.contains("ABAB")) {
                continue;
            }
            assertThat(problems(text).isEmpty()).as(text).isEqualTo(allowed);
        }
    }

    private static Stream<String> values(Rule rule) {
        Stream<String> folders = rule == Rule.UNSIGNED_FILES
                ? Stream.of(
                        "{}",
                        "{\"folders\": \"a\"}",
                        "{\"folders\": [\"a\", \"b\"], \"except\": \"c\", \"severity\": \"warning\"}",
                        "{\"folders\": \"a\", \"value\": \"b\"}",
                        "{\"folders\": 1}",
                        "{\"folders\": \"a\", \"except\": []}")
                : Stream.of("{\"folders\": \"a\"}", "{}", "{\"severity\": \"error\"}", "{\"severity\": 1}");
        if (rule == Rule.PUBLISHER_BY_FILE) {
            folders = Stream.of(
                            "{\"files\": \"a\", \"publisher\": \"b\"}",
                            "{\"files\": [\"a\", \"b\"], \"publisher\": [\"c\"]}",
                            "[{\"files\": \"a\", \"publisher\": \"b\"}]",
                            "{\"files\": \"a\"}",
                            "{\"publisher\": \"a\"}",
                            "[{\"files\": \"a\", \"publisher\": \"b\"}, {}]",
                            "{\"files\": \"a\", \"publisher\": \"b\", \"severity\": \"error\"}",
                            "{\"files\": [], \"publisher\": \"b\"}",
                            "{\"files\": 1, \"publisher\": \"b\"}")
                    .flatMap(v -> Stream.of(
                            v, "{\"value\": " + v + "}", "{\"severity\": \"warning\", \"value\": " + v + "}"));
        }
        Stream<String> wrapped = VALUES.stream()
                .flatMap(v ->
                        Stream.of(v, "{\"value\": " + v + "}", "{\"severity\": \"warning\", \"value\": " + v + "}"));
        return Stream.concat(folders, wrapped);
    }

    private List<Problem> problems(String text) throws Exception {
        List<Problem> problems = new ArrayList<>();
        PolicyFile.read(Files.writeString(folder.resolve("p.json"), text), problems::add);
        return problems;
    }
}
