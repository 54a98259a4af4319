package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.testing.run.SampleRuns;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of how console and reports tell of the signatures of other publishers. */
class ForeignSignatureReportTest {
    private static final String RUNTIME = "CN=Runtime Corporation,O=Runtime Corporation,C=US";
    private static final List<FileResult> RESULTS = List.of(
            SampleRuns.signed("app.exe", 200),
            SampleRuns.result("runtime/vm.dll", 0, 30, new Outcome.Kept(SampleRuns.trusted(), RUNTIME)),
            SampleRuns.result(
                    "runtime/old.dll",
                    1,
                    40,
                    new Outcome.Signed(SampleRuns.trusted(), SignatureOrigin.ENGINE, List.of(RUNTIME, "O=Others"))));

    private final Report report = Reports.signing(SampleRuns.signingRun(), RESULTS);

    @Test
    void consoleNamesThePublisher() {
        assertThat(RESULTS.stream().flatMap(r -> ConsoleLines.file(1, 3, r).stream()))
                .containsExactly(
                        "[1/3] signed  app.exe  0.2 s",
                        "[1/3] kept    runtime/vm.dll  0.0 s  left alone, signed by Runtime Corporation",
                        "[1/3] signed  runtime/old.dll  0.0 s  in the place of the signature of Runtime Corporation and"
                                + " Others");
        assertThat(ConsoleLines.signingEnds(RESULTS, Duration.ofSeconds(2)))
                .isEqualTo("Signed 2, kept 1 of other publishers, skipped 0, failed 0 of 3 files in 2.0 s");
    }

    @Test
    void jsonNamesAndCountsIt() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportJson.ascii(report));

        assertThat(json.at("/outcome").asText()).isEqualTo("passed");
        assertThat(json.at("/summary/kept").asInt()).isEqualTo(1);
        assertThat(json.at("/files/1/outcome").asText()).isEqualTo("kept");
        assertThat(json.at("/files/1/keptFor").asText()).isEqualTo(RUNTIME);
        assertThat(json.at("/files/1").has("origin")).isFalse();
        assertThat(json.at("/files/2/replacedSignatures").toString()).isEqualTo("[\"" + RUNTIME + "\",\"O=Others\"]");
        assertThat(json.at("/files/0").has("keptFor")).isFalse();
        assertThat(schema().validate(json)).isEmpty();
    }

    @Test
    void pageShowsIt() throws Exception {
        String html = ReportText.html(report);

        assertThat(html)
                .contains("2 signed, 1 kept, 0 skipped, 0 failed of 3 files")
                .contains("Left alone")
                .contains("signed by CN&#x3D;Runtime Corporation")
                .contains("Replaced signature");
    }

    @Test
    void hostileNamesCommandNobodyAndAreStillTheNames() throws Exception {
        String name = "a\u202E##[error]b ##vso[task]\u009B2J::c.exe";
        Report hostile = Reports.signing(SampleRuns.signingRun(), List.of(SampleRuns.signed(name, 1)));

        for (String json : List.of(ReportJson.ascii(hostile), ReportText.json(hostile))) {
            assertThat(json).doesNotContain("##[", "##vso[", "\u202E", "\u009B");
            assertThat(new ObjectMapper().readTree(json).at("/files/0/path").asText())
                    .isEqualTo(name);
        }
        assertThat(ReportText.html(hostile)).doesNotContain("##[", "##vso[", "\u202E", "\u009B");
    }

    private static JsonSchema schema() throws Exception {
        try (InputStream in = Reports.class.getResourceAsStream("report-1.0.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(in));
        }
    }
}
