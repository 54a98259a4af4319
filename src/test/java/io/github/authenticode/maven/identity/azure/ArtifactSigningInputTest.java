package io.github.authenticode.maven.identity.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.dlib.MetadataFile;
import io.github.authenticode.maven.identity.azure.ArtifactSigningInput.Checked;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.ArtifactSigningRegion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactSigningInputTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"weu", "WEU", "West Europe", "westeurope", "west-europe"})
    void regionsAreKnownByCodeAndByName(String region) {
        assertThat(region(region).identity().map(ArtifactSigningIdentity::endpoint))
                .contains(URI.create("https://weu.codesigning.azure.net"));
    }

    @Test
    void thereAreFifteenRegions() {
        assertThat(ArtifactSigningRegion.values()).hasSize(15);
    }

    @Test
    void anUnknownCodeIsAWarningWithTheNearest() {
        Checked checked = region("wue");
        assertThat(checked.warnings())
                .containsExactly("<region>wue</region> is not a region known to this version; did you mean 'wus'?");
        assertThat(checked.identity()).isPresent();
    }

    @Test
    void aMisspeltNameIsAnErrorWithTheNearest() {
        assertThat(region("West Eurpe").problems())
                .extracting(Problem::text)
                .containsExactly(
                        "<region>West Eurpe</region> is no region of Artifact Signing; did you mean 'West Europe'? "
                                + "Give the code of the account's region, such as weu for West Europe.");
    }

    @ParameterizedTest
    @CsvSource({
        "https://weu.codesigning.azure.net/, true",
        "https://new9.codesigning.azure.net, true",
        "http://weu.codesigning.azure.net, false",
        "https://weu.codesigning.azure.net.evil.example, false",
        "https://evilcodesigning.azure.net, false",
        "https://user@weu.codesigning.azure.net, false",
        "https://weu.codesigning.azure.net/path, false",
        "not a url, false"
    })
    void endpointsAreHttpsOnAHostOfAzures(String endpoint, boolean accepted) {
        Checked checked = input(Optional.empty(), Optional.of(endpoint), false).check();
        assertThat(checked.problems().isEmpty()).isEqualTo(accepted);
    }

    @Test
    void anotherHostMustBeAllowed() {
        assertThat(input(Optional.empty(), Optional.of("https://localhost:8443"), true)
                        .check()
                        .identity())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1abc", "a--b", "abc-", "with space", "toolongtoolongtoolongtoolong"})
    void accountNamesFollowAzuresPattern(String account) {
        assertThat(names(account, "profile").problems())
                .extracting(Problem::id)
                .containsExactly("artifact-signing-name");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Checked checked = new ArtifactSigningInput(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("x"),
                        Optional.empty(),
                        List.of("AzureCLICredential"),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .check();
        assertThat(checked.problems())
                .extracting(Problem::text)
                .containsExactly(
                        "<artifactSigning> has no <region>. Add it, such as <region>weu</region>.",
                        "<artifactSigning> has no <account>. Add it, such as <account>example</account>.",
                        "<certificateProfile>x</certificateProfile> is no name that Azure allows: 5 to 100 letters, digits "
                                + "and single hyphens, beginning with a letter. Copy the name from the Azure portal.",
                        "'AzureCLICredential' is no kind of Azure credential. Write AzureCliCredential.");
    }

    @Test
    void aReadyMetadataFileFillsInAndItsOtherFieldsAreKept() throws Exception {
        Path ready = Files.writeString(temp.resolve("m.json"), """
                \uFEFF{"Endpoint": "https://eus.codesigning.azure.net/", "CodeSigningAccountName": "acct",
                 "CertificateProfileName": "profile", "CorrelationId": "42", "Other": true,
                 "ExcludeCredentials": ["AzureCliCredential"]}""");
        ArtifactSigningIdentity identity = ofFile(ready).identity().orElseThrow();
        assertThat(identity.account()).isEqualTo("acct");
        try (MetadataFile file = MetadataFile.write(identity, temp.resolve("work"))) {
            byte[] bytes = Files.readAllBytes(file.path());
            assertThat(bytes[0]).isEqualTo((byte) '{');
            assertThat(new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s", ""))
                    .isEqualTo(
                            "{\"Endpoint\":\"https://eus.codesigning.azure.net\",\"CodeSigningAccountName\":\"acct\","
                                    + "\"CertificateProfileName\":\"profile\",\"CorrelationId\":\"42\",\"Other\":true,"
                                    + "\"ExcludeCredentials\":[\"AzureCliCredential\"]}");
        }
        assertThat(temp.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aReadyMetadataFileWithoutAFieldIsNamed() throws Exception {
        Path ready = Files.writeString(
                temp.resolve("m.json"),
                "{\"Endpoint\":\"https://eus.codesigning.azure.net\",\"CodeSigningAccountName\":\"acct\"}");
        assertThat(ofFile(ready).problems())
                .extracting(Problem::text)
                .containsExactly(
                        "<artifactSigning> has no <certificateProfile> and " + ready
                                + " has no CertificateProfileName. Add it, such as <certificateProfile>example</certificateProfile>.");
        assertThat(ofFile(Files.writeString(temp.resolve("x.json"), "[1"))
                        .problems()
                        .get(0)
                        .id())
                .isEqualTo("metadata-unreadable");
        assertThat(ofFile(temp.resolve("none.json")).problems().get(0).id()).isEqualTo("metadata-unreadable");
    }

    @Test
    void correlationIdAndVersionMustFitIntoARequest() {
        Checked checked = new ArtifactSigningInput(
                        Optional.of("weu"),
                        Optional.empty(),
                        Optional.of("account"),
                        Optional.of("profile"),
                        Optional.of("release 1"),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("latest"))
                .check();

        assertThat(checked.problems())
                .extracting(Problem::text)
                .containsExactly(
                        "<correlationId>: \"release 1\" is no id of up to 128 letters, digits and signs without blanks."
                                + " Write for example <correlationId>release-1.4.0</correlationId>, or leave it out.",
                        "<apiVersion>: \"latest\" is no version of an interface of Azure. Leave it out, or write for"
                                + " example <apiVersion>2023-06-15-preview</apiVersion>.");
    }

    private static Checked region(String region) {
        return input(Optional.of(region), Optional.empty(), false).check();
    }

    private static ArtifactSigningInput input(Optional<String> region, Optional<String> endpoint, boolean custom) {
        return new ArtifactSigningInput(
                region,
                endpoint,
                Optional.of("account"),
                Optional.of("profile"),
                Optional.empty(),
                List.of(),
                custom,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Checked names(String account, String profile) {
        return new ArtifactSigningInput(
                        Optional.of("weu"),
                        Optional.empty(),
                        Optional.of(account),
                        Optional.of(profile),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .check();
    }

    private static Checked ofFile(Path file) {
        return new ArtifactSigningInput(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.of(file),
                        Optional.empty())
                .check();
    }
}
