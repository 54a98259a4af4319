package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.authenticode.verify.verdict.Check;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Tests that what the report promises of its evidence stands in the documentation and in the schema. */
class EvidenceDocumentTest {
    private static List<String> ids() {
        return Arrays.stream(Check.Kind.values()).map(Check.Kind::id).toList();
    }

    @Test
    void everyCheckHasItsRowInTheDocumentationInTheirOrder() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/report.md")).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| .+ \\|"))
                .map(line -> line.replaceFirst("\\| `([a-z-]+)`.*", "$1"))
                .filter(ids()::contains)
                .toList();

        assertThat(rows).containsExactlyElementsOf(ids());
    }

    @Test
    void schemaKnowsEveryCheckAndNoOther() throws IOException {
        try (InputStream schema = Objects.requireNonNull(Reports.class.getResourceAsStream("report-1.0.schema.json"))) {
            JsonNode known = new ObjectMapper().readTree(schema).at("/$defs/checks/items/properties/id/enum");

            assertThat(StreamSupport.stream(known.spliterator(), false).map(JsonNode::asText))
                    .containsExactlyElementsOf(ids());
        }
    }
}
