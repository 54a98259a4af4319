package io.github.authenticode.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The message about a pom that is wrong: all of it at once, as Maven prints it, and no file touched. */
@MojoTest
class ConfigurationErrorsTest {
    private static final String POM =
            "<project><build><plugins><plugin><artifactId>authenticode-maven-plugin</artifactId><configuration>";
    private static final String FILES = "<files><fileSet><directory>files</directory></fileSet></files>";
    private static final String END = FILES + "</configuration></plugin></plugins></build></project>";
    private static final String TEST_CERTIFICATE =
            "<testCertificate><folder>test-certificate</folder></testCertificate>";

    private static final String CHOICES =
            "Write exactly one of <artifactSigning> (Azure), <keyVault> (Azure Key Vault), <keyLocker> (DigiCert KeyLocker), <awsKms> (AWS KMS), <hashicorpVault> (HashiCorp Vault), <googleKms> (Google Cloud KMS), <keystore> (a PKCS#12, JKS or PEM file),"
                    + " <pkcs11> (a token), <keyContainer> (a token or KSP), <storeCertificate> (a Windows certificate store) and <testCertificate> (a throwaway"
                    + " certificate for trying things out, never for a release).";

    private static final String NO_FILE =
            "No file to sign or verify: 0 of 2 files were selected; Setup.EXE differs in case from *.exe.";
    private static final String NO_FILE_REMEDY =
            "Correct <files>, bind the goal after the step that makes the files, or set <failIfNoFiles>false if this module may"
                    + " have none.";
    private static final String EXE_ONLY =
            "<files><fileSet><directory>dist</directory><includes><include>*.exe</include>"
                    + "</includes></fileSet></files></configuration></plugin></plugins></build></project>";

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

    @BeforeEach
    void writeThePom(TestInfo test) throws Exception {
        Files.createDirectory(folder.resolve("files"));
        Files.writeString(folder.resolve("files/hello.ps1"), "Write-Output 'Hello'\n");
        build().configure(test.getTestMethod()
                .orElseThrow()
                .getAnnotation(InjectMojo.class)
                .pom());
    }

    @AfterEach
    void noFileIsTouched() throws Exception {
        assertThat(folder.resolve("files/hello.ps1")).hasContent("Write-Output 'Hello'\n");
        assertThat(folder.resolve("test-certificate")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "sign", pom = POM + END)
    void noIdentityListsTheChoices(SignMojo goal) {
        assertThat(failure(goal)).isEqualTo(nothing("signed", "The configuration does not say who signs.", CHOICES));
    }

    @Test
    @InjectMojo(
            goal = "sign",
            pom = POM + TEST_CERTIFICATE + "<keystore><file>codesign.jks</file><serverId>codesign</serverId></keystore>"
                    + END)
    void twoIdentitiesAreNamed(SignMojo goal) throws Exception {
        server("codesign");
        assertThat(failure(goal))
                .isEqualTo(nothing(
                        "signed", "The configuration names 2 identities: <keystore>, <testCertificate>.", CHOICES));
    }

    @Test
    @InjectMojo(goal = "sign", pom = POM + TEST_CERTIFICATE + END)
    void testCertificateIsRefusedForARelease(SignMojo goal) throws Exception {
        build().project().setVersion("1.0");
        assertThat(failure(goal))
                .isEqualTo(
                        nothing(
                                "signed",
                                "<testCertificate>: version 1.0 is a release, and nobody's Windows trusts a test certificate.",
                                "Name the real identity with <keystore>, or set <allowInRelease>true if this release goes to nobody."));
    }

    @Test
    @InjectMojo(
            goal = "sign",
            pom = POM + "<keystore><file>codesign.jks</file><password>c4nary-S3cret-äß</password></keystore>"
                    + "<timestamp><enabled>false</enabled></timestamp>" + END)
    void secretInThePomIsRefusedAndNowhereRepeated(SignMojo goal) throws Exception {
        assertThat(failure(goal))
                .isEqualTo(nothing(
                        "signed",
                        "<keystore> holds a password, which a pom must not.",
                        "Remove it, put it into a settings.xml server and name that with <serverId>, or into an environment variable and name"
                                + " that with <passwordEnv>."));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("c4nary"));
        }
    }

    @Test
    @InjectMojo(
            goal = "sign",
            pom = POM + "<keystore><file>codesign.jks</file><serverId>code-sign</serverId></keystore>"
                    + "<timestamp><enabled>false</enabled></timestamp>" + END)
    void unknownServerListsTheServers(SignMojo goal) throws Exception {
        for (String id : List.of("codesign", "codesign-wrong", "azure")) {
            server(id);
        }
        assertThat(failure(goal))
                .isEqualTo(
                        nothing(
                                "signed",
                                "<keystore><serverId>: settings.xml has no server \"code-sign\"; it has \"codesign\", \"codesign-wrong\", \"azure\".",
                                "Add <server><id>code-sign</id><password>…</password></server> to settings.xml, or correct the id."));
    }

    @Test
    @InjectMojo(goal = "sign", pom = POM + TEST_CERTIFICATE + EXE_ONLY)
    void patternThatMatchesNothingIsToldWhatItNearlyMatched(SignMojo goal) throws Exception {
        nearMiss();
        assertThat(failure(goal)).isEqualTo(nothing("signed", NO_FILE, NO_FILE_REMEDY));
    }

    @Test
    @InjectMojo(goal = "verify", pom = POM + TEST_CERTIFICATE + EXE_ONLY)
    void patternThatMatchesNothingIsAnErrorOfVerifyToo(VerifyMojo goal) throws Exception {
        nearMiss();
        assertThat(failure(goal)).isEqualTo(nothing("verified", NO_FILE, NO_FILE_REMEDY));
    }

    private void nearMiss() throws Exception {
        Files.createDirectory(folder.resolve("dist"));
        Files.writeString(folder.resolve("dist/readme.txt"), "no miss");
        Files.writeString(folder.resolve("dist/Setup.EXE"), "near miss");
    }

    @Test
    @InjectMojo(
            goal = "sign",
            pom = POM + TEST_CERTIFICATE + "<digest>md5</digest><digestAlgorithm>SHA-512</digestAlgorithm>"
                    + "<trustedRoot>root.pem</trustedRoot><concurrency>0</concurrency><engine>jsign</engine>" + END)
    void everythingThatIsWrongIsSaidAtOnce(SignMojo goal) {
        assertThat(failure(goal)).doesNotContain("mojoExecution").doesNotContain("lineLength");
        assertThat(failure(goal).replaceAll("(?<=the parameters are ).*[.]", "…"))
                .isEqualTo(nothing(
                        "signed",
                        "<digestAlgorithm> is no parameter of this plugin.",
                        "Remove or correct it; the parameters are …",
                        "<trustedRoot> is no parameter of this plugin; <trustedRoots> is.",
                        "Remove or correct it; the parameters are …",
                        "<digest>: \"md5\" is broken: others can make a second file with the same digest, and Windows does not"
                                + " trust such signatures.",
                        "Write SHA-256, SHA-384 or SHA-512.",
                        "<engine>: \"jsign\" is none of the choices.",
                        "Write one of auto, embedded, signtool, azuresigntool, smctl.",
                        "<concurrency>: 0 is less than 1.",
                        "Write for example 2."));
    }

    private void server(String id) throws Exception {
        Server server = new Server();
        server.setId(id);
        server.setPassword("changeit");
        build().request().addServer(server);
    }

    private static String nothing(String done, String... causesAndRemedies) {
        StringBuilder message = new StringBuilder("Nothing was " + done + ".");
        for (int i = 0; i < causesAndRemedies.length; i += 2) {
            message.append("\n\nCause:  ").append(causesAndRemedies[i]);
            message.append("\nRemedy: ").append(causesAndRemedies[i + 1]);
        }
        return message.toString();
    }

    private static String failure(AuthenticodeMojo goal) {
        return String.valueOf(catchThrowableOfType(MojoExecutionException.class, goal::execute)
                .getMessage());
    }
}
