package io.github.authenticode.maven.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.policy.FilePublishers;
import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.plan.policy.Severity;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {
    @TempDir
    Path base;

    private final ConfigurationProblems findings = new ConfigurationProblems();

    private PolicyReader.Read read(String rules) throws Exception {
        return read(rules, Optional.empty());
    }

    private PolicyReader.Read read(String rules, Optional<Path> file) throws Exception {
        PlexusConfiguration element =
                new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader("<policy>" + rules + "</policy>")));
        return new PolicyReader(base, findings).read(Rules.USUAL, Optional.of(element), file);
    }

    private List<String> found() {
        try {
            findings.throwIfAny();
            return List.of();
        } catch (ProblemException e) {
            return e.problems().stream().map(Problem::text).toList();
        }
    }

    @Test
    void elementsAreRules() throws Exception {
        Rules rules = read("<publisher>Example Ltd</publisher>"
                        + "<subscriberEku> 1.3.6.1.4.1.311.97.990309390.766961637\n</subscriberEku>"
                        + "<issuer severity='warning'><name>A</name><name>B</name></issuer>"
                        + "<timestampRequired>false</timestampRequired>"
                        + "<rsaKeySize>3072</rsaKeySize>"
                        + "<zeroPadding severity='warning'/>"
                        + "<noOverlap>warning</noOverlap>"
                        + "<ecKeySize severity='warning' combine.self='override'/>"
                        + "<unsignedFiles severity='warning'><folders><folder>dist</folder></folders>"
                        + "<except><pattern>*.js</pattern></except></unsignedFiles>")
                .rules();

        assertThat(found()).isEmpty();
        assertThat(rules.of(Rule.PUBLISHER)).contains(setting(Severity.ERROR, "Example Ltd"));
        assertThat(rules.of(Rule.SUBSCRIBER_EKU))
                .contains(setting(Severity.ERROR, "1.3.6.1.4.1.311.97.990309390.766961637"));
        assertThat(rules.of(Rule.ISSUER)).contains(setting(Severity.WARNING, "A", "B"));
        assertThat(rules.of(Rule.TIMESTAMP_REQUIRED)).isEmpty();
        assertThat(rules.of(Rule.RSA_KEY_SIZE)).contains(setting(Severity.ERROR, "3072"));
        assertThat(rules.of(Rule.EC_KEY_SIZE)).contains(setting(Severity.WARNING, "256"));
        assertThat(rules.of(Rule.ZERO_PADDING)).contains(setting(Severity.WARNING));
        assertThat(rules.of(Rule.NO_OVERLAP)).contains(setting(Severity.WARNING));
        assertThat(rules.of(Rule.UNSIGNED_FILES))
                .contains(new Setting(Severity.WARNING, List.of("dist"), List.of("*.js")));
        assertThat(rules.of(Rule.TABLE_AT_END)).contains(setting(Severity.ERROR));
    }

    private static Setting setting(Severity severity, String... values) {
        return new Setting(severity, List.of(values), List.of());
    }

    @Test
    void publishersOfFilesAreEntries() throws Exception {
        FilePublishers runtime = new FilePublishers(List.of("runtime/**"), List.of("Runtime Corp"));
        FilePublishers tools =
                new FilePublishers(List.of("tools/*.exe", "tools/*.dll"), List.of("Example Ltd", "CN=Others, C=DE"));

        assertThat(byFile("<files>runtime/**</files><publisher>Runtime Corp</publisher>", ""))
                .isEqualTo(new Setting(Severity.ERROR, List.of(), List.of(), List.of(runtime)));
        assertThat(byFile(
                        "<runtime><files>runtime/**</files><publisher>Runtime Corp</publisher></runtime>"
                                + "<tools><files><file>tools/*.exe</file><file>tools/*.dll</file></files>"
                                + "<publisher>Example Ltd</publisher><publisher>CN=Others, C=DE</publisher></tools>",
                        " severity='warning'"))
                .isEqualTo(new Setting(Severity.WARNING, List.of(), List.of(), List.of(runtime, tools)));
    }

    private Setting byFile(String entries, String attribute) throws Exception {
        Rules rules = read("<publisherByFile" + attribute + ">" + entries + "</publisherByFile>")
                .rules();
        assertThat(found()).isEmpty();
        return rules.of(Rule.PUBLISHER_BY_FILE).orElseThrow();
    }

    @Test
    void wrongEntriesAreFound() throws Exception {
        read("<publisherByFile><files>a</files></publisherByFile>");
        read("<publisherByFile>Runtime Corp</publisherByFile>");
        read("<publisherByFile><x><files>a</files><publisher/><publishers>b</publishers></x></publisherByFile>");

        String example = " Write for example files: target/dist/runtime/**, publisher: Microsoft Corporation.";
        String place = "<policy><publisherByFile>";
        assertThat(found())
                .containsExactly(
                        place + ": It is a mapping and not an entry with files and their publisher." + example,
                        place + ": \"Runtime Corp\" is not an entry with files and their publisher." + example,
                        place + "<x><publishers>: A rule has no \"publishers\"; it may have \"publisher\". Remove or"
                                + " correct it; this rule takes files, publisher.",
                        place + "<x><publisher>: \"\" is not a text." + example);
    }

    @Test
    void everythingThatIsWrongIsFound() throws Exception {
        read("<publishr>x</publishr><subscriberEku>Example Ltd</subscriberEku><publisher/><rsaKeySize>big</rsaKeySize>"
                + "<signed>false</signed><zeroPadding severity='info'/><zeroPadding/>");

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "<policy><publishr>: There is no rule \"publishr\"; there is \"publisher\". Remove or correct it; the"
                                + " rules are publisher, publisherByFile, subscriberEku, issuer, allowedRoots, digestFloor, rsaKeySize,"
                                + " ecKeySize, timestampRequired, timestampAuthority, timestampRfc3161, timestampCriticalUsage,"
                                + " maximumSignatures, pageHashes, packagePublisher, zeroPadding, nothingAppended, tableAtEnd,"
                                + " nothingStuffed, specifiedForm, legacyDigest, rootConstraints, noOverlap, scriptEncoding,"
                                + " installerMetadata, unsignedFiles, strongDigest.",
                        "<policy><subscriberEku>: \"Example Ltd\" is no dotted object identifier. Write the longer one of"
                                + " your certificate profile, such as"
                                + " 1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583; the report of a file that it"
                                + " signed shows it.",
                        "<policy><publisher>: \"\" is not a text. Write for example Example Ltd, or CN=Example Ltd, C=DE.",
                        "<policy><rsaKeySize>: \"big\" is not a whole number from 1 to 99999. Write for example 2048.",
                        "<policy><signed>: This rule always holds and is always an error, since without it a signature"
                                + " proves nothing: The file has a signature. Remove it.",
                        "<policy><zeroPadding>: It is a list and not true, false, error or warning. Write for example"
                                + " true.");
    }

    @Test
    void ekuOfAllSubscribersIsRefused() throws Exception {
        read("<subscriberEku>1.3.6.1.4.1.311.97.1.0</subscriberEku>");

        assertThat(found())
                .containsExactly("<policy><subscriberEku>: \"1.3.6.1.4.1.311.97.1.0\" stands in the Public Trust"
                        + " certificates of all subscribers, so it tells nobody apart. Write the longer one of your"
                        + " certificate profile, such as 1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583; the"
                        + " report of a file that it signed shows it.");
    }

    @Test
    void pomAddsToTheFile() throws Exception {
        Files.writeString(base.resolve("company.yaml"), "rules: {publisher: Example Ltd, zero-padding: warning}");

        PolicyReader.Read read = read("<issuer>A</issuer>", Optional.of(Path.of("company.yaml")));

        assertThat(found()).isEmpty();
        assertThat(read.rules().hold(Rule.ISSUER)).isTrue();
        assertThat(read.rules().of(Rule.PUBLISHER)).contains(setting(Severity.ERROR, "Example Ltd"));
        assertThat(read.file().map(Policy.Source::name)).contains("company.yaml");
    }

    @Test
    void ruleOfBothIsAnError() throws Exception {
        Files.writeString(base.resolve("company.yaml"), "rules:\n  zero-padding: error\n");

        read("<zeroPadding>warning</zeroPadding>", Optional.of(Path.of("company.yaml")));

        assertThat(found())
                .containsExactly(
                        "<policy><zeroPadding>: The policy file states this rule as well, at company.yaml, line 2:"
                                + " rules.zero-padding. Remove it from the pom, or from the file.");
        assertThatThrownBy(findings::throwIfAny).isInstanceOf(ProblemException.class);
    }
}
