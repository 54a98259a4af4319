package io.github.authenticode.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.report.record.PluginId;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.testing.run.SampleReports;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSchemaTest {
    private final ObjectMapper mapper = new ObjectMapper();

    static Stream<Report> everyKindOfReport() {
        RunFacts bare = new RunFacts(
                new RunFacts.Origin(
                        Optional.empty(), new PluginId("p", "1"), ReportPaths.of(Map.of(), Optional.empty())),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RunFacts.Ending(
                        Instant.EPOCH, Duration.ZERO, List.of(), List.of(SampleRuns.AUTHORITY_DOWN), List.of()));
        return Stream.of(
                SampleReports.signingWithEveryOutcome(),
                SampleReports.signingByAService(),
                SampleReports.verificationWithEveryOutcome(),
                SampleReports.signingOf(8),
                SampleReports.failedVerificationOf(4),
                SampleReports.verificationWithEveryOpinion(),
                SampleReports.verificationWithWarnings(),
                verificationByCatalog(),
                SampleReports.interruptedSigning(),
                SampleReports.interruptedVerification(),
                Reports.signing(bare, List.of()),
                Reports.verification(bare, List.of()));
    }

    private static Report verificationByCatalog() {
        Verdict verdict = new Verdict(List.of(SampleRuns.signatureOfCatalog("dist/app.cat")), List.of());
        return Reports.verification(
                SampleRuns.verificationRun(), List.of(SampleRuns.verified("a.zip!/lib/b.jar!/c.dll", verdict)));
    }

    @Test
    void catalogStandsInTheSignatureAndOnThePage() throws IOException {
        Report report = verificationByCatalog();

        JsonNode file = json(report).path("files").path(0);
        assertThat(file.path("path").asText()).isEqualTo("a.zip!/lib/b.jar!/c.dll");
        assertThat(file.path("signatures").path(0).path("catalog").asText()).isEqualTo("dist/app.cat");
        assertThat(ReportText.html(report)).contains("<dt>Catalog</dt><dd>dist/app.cat</dd>");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfReport")
    void reportMeetsTheSchema(Report report) throws IOException {
        assertThat(violations(json(report))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyKindOfReport")
    void reportIsWhatDatabindMakesOfItsRecords(Report report) throws IOException {
        assertThat(json(report)).hasToString(mapper.writeValueAsString(report));
    }

    @Test
    void schemaIdIsTheOneThatReportsName() throws IOException {
        JsonNode schema = mapper.readTree(ReportJsonTest.resource("report-1.0.schema.json"));

        assertThat(schema.path("$id").asText()).isEqualTo(Report.SCHEMA_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/plugin",
                "/project",
                "/signing",
                "/signing/timestamp",
                "/policy",
                "/summary",
                "/files/0",
                "/files/2/problems/0",
                "/files/3/signatures/0",
                "/files/3/signatures/0/violations/0",
                "/files/0/signatures/0/signer",
                "/files/0/signatures/0/timestamp",
                "/files/0/signatures/0/chain/1",
            })
    void strayFieldIsRefused(String where) throws IOException {
        JsonNode report = json(SampleReports.signingWithEveryOutcome());

        ((ObjectNode) report.at(where)).put("stray", "x");

        assertThat(violations(report)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256Before", "sha256After", "attempts"})
    void verifiedFileHasNothingOfASigning(String field) throws IOException {
        JsonNode report = json(SampleReports.verificationWithEveryOutcome());

        ((ObjectNode) report.at("/files/0")).put(field, 1);

        assertThat(violations(report)).isNotEmpty();
    }

    @Test
    void interruptedRunListsEveryFileOfThePlanAndCountsThem() throws IOException {
        JsonNode report = json(SampleReports.interruptedSigning());

        assertThat(report.path("outcome").asText()).isEqualTo("interrupted");
        assertThat(report.path("files"))
                .extracting(
                        f -> f.path("path").asText() + " " + f.path("outcome").asText())
                .containsExactly("first.exe unfinished", "app.exe signed", "setup.msi failed", "last.dll unfinished");
        assertThat(report.path("files").path(0).has("attempts")).isFalse();
        JsonNode summary = report.path("summary");
        assertThat(List.of("files", "signed", "skipped", "failed", "unfinished"))
                .extracting(word -> summary.path(word).asInt())
                .containsExactly(4, 1, 0, 1, 2);
    }

    @Test
    void onlyAnInterruptedRunHasUnfinishedFiles() throws IOException {
        JsonNode counted = json(SampleReports.signingOf(2));
        ((ObjectNode) counted.at("/summary")).put("unfinished", 0);
        JsonNode listed = json(SampleReports.failedVerificationOf(2));
        ((ObjectNode) listed.at("/files/0")).put("outcome", "unfinished");
        JsonNode uncounted = json(SampleReports.interruptedSigning());
        ((ObjectNode) uncounted.at("/summary")).remove("unfinished");

        assertThat(List.of(counted, listed, uncounted))
                .allSatisfy(report -> assertThat(violations(report)).isNotEmpty());
    }

    @Test
    void absolutePathIsRefused() throws IOException {
        JsonNode report = json(SampleReports.verificationWithEveryOutcome());

        ((ObjectNode) report.at("/files/0")).put("path", "/app.exe");

        assertThat(violations(report)).isNotEmpty();
    }

    @Test
    void everyFormatAndEveryViolationCodeIsKnown() throws IOException {
        JsonNode schema = mapper.readTree(ReportJsonTest.resource("report-1.0.schema.json"));

        assertThat(schema.at("/$defs/format/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(FileFormat.values()).map(Enum::name).toList());
        String pattern =
                schema.at("/$defs/violations/items/properties/code/pattern").asText();
        assertThat(ViolationCode.values()).allSatisfy(c -> assertThat(c.name()).matches(pattern));
    }

    private JsonNode json(Report report) throws IOException {
        return mapper.readTree(ReportText.json(report));
    }

    private static Set<ValidationMessage> violations(JsonNode report) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        ReportJsonTest.resource("report-1.0.schema.json"),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        return schema.validate(report);
    }
}
