package io.github.authenticode.signtooldouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import io.github.authenticode.signtooldouble.replay.ReplayKeys;
import io.github.authenticode.signtooldouble.replay.ReplayScratch;
import io.github.authenticode.signtooldouble.sign.SignFaults;
import io.github.authenticode.signtooldouble.verify.SignatureDetails;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jsign.Signable;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what the double does beyond imitation: it misbehaves when told to, keeps a log, and runs as a command. */
final class SigntoolDoubleTest {
    private static final String[] SIGN = {"sign", "/fd", "SHA256", "/f", "signer.pfx", "/p", "secret"};

    @TempDir
    Path temporary;

    private static ReplayKeys keys;
    private ReplayScratch scratch;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new ReplayKeys();
    }

    @AfterAll
    static void stopTsa() {
        keys.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        scratch = new ReplayScratch(temporary, keys);
        scratch.prepare(List.of(List.of("fresh", "a.exe", "b.exe", "c.exe")));
    }

    @AfterEach
    void release() {
        scratch.close();
    }

    @Test
    void claimsToHaveSignedAndHasNot() throws Exception {
        ReplayScratch.Run run = misbehave("exit0-unsigned", sign("a.exe"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Successfully signed: a.exe\r\n");
        assertThat(signatures("a.exe")).isEmpty();
    }

    @Test
    void saysNothingAndExitsZero() throws Exception {
        assertThat(misbehave("exit0-silent", sign("a.exe"))).isEqualTo(new ReplayScratch.Run("", "", 0));
    }

    @Test
    void saysNothingAndExitsThree() throws Exception {
        assertThat(misbehave("exit3-silent", sign("a.exe"))).isEqualTo(new ReplayScratch.Run("", "", 3));
    }

    @Test
    void crashesWithoutAWord() throws Exception {
        assertThat(misbehave("crash", sign("a.exe"))).isEqualTo(new ReplayScratch.Run("", "", -1073741819));
    }

    @Test
    void signsWithoutTheTimestampThatWasAskedFor() throws Exception {
        assertThat(misbehave("no-timestamp", stamp("a.exe")).exitCode()).isZero();
        assertThat(signatures("a.exe")).hasSize(1).noneMatch(SigntoolDoubleTest::isStamped);
        assertThat(misbehave("", stamp("b.exe")).exitCode()).isZero();
        assertThat(signatures("b.exe")).hasSize(1).allMatch(SigntoolDoubleTest::isStamped);
    }

    @Test
    void changesTheFileAfterSigningIt() throws Exception {
        assertThat(misbehave("garble", sign("a.exe")).exitCode()).isZero();
        ReplayScratch.Run verified = scratch.run(List.of("verify", "/pa", "a.exe"), Map.of());
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.err()).contains("0x80096010");
    }

    @Test
    void diesHalfWayThroughABatch() throws Exception {
        ReplayScratch.Run run = misbehave("die-halfway", sign("a.exe", "b.exe", "c.exe"));
        assertThat(run.exitCode()).isEqualTo(SignFaults.CRASH);
        assertThat(run.out()).contains("a.exe", "b.exe").doesNotContain("c.exe", "Number of");
        assertThat(signatures("c.exe")).isEmpty();
    }

    @Test
    void failsOnceAndThenSigns() throws Exception {
        ReplayScratch.Run first = misbehave("once:locked", sign("a.exe"));
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.err()).contains("The file is being used by another process.");
        assertThat(misbehave("once:locked", sign("a.exe")).exitCode()).isZero();
        assertThat(signatures("a.exe")).hasSize(1);
    }

    @Test
    void findsNoTimestampAuthority() throws Exception {
        assertThat(misbehave("tsa-down", stamp("a.exe")).err())
                .contains("could not be reached or\r\nreturned an invalid response.");
        assertThat(signatures("a.exe")).isEmpty();
    }

    @Test
    void dlibWithoutCredentialsEndsTheRun() throws Exception {
        List<String> call =
                List.of("sign", "/fd", "SHA256", "/dlib", "dlib_exfh.dll", "/dmdf", "metadata.json", "a.exe", "b.exe");
        ReplayScratch.Run run = scratch.run(call, Map.of("AZURE_CLIENT_SECRET", ""));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Azure.Identity.CredentialUnavailableException")
                .endsWith("Error information: \"Error: SignerSign() failed.\" (-2147467259/0x80004005)\r\n");
        assertThat(run.err()).isEqualTo("SignTool Error: An unexpected internal error has occurred.\r\n");
        Map<String, String> ambient = Map.of("AZURE_CLIENT_SECRET", "", "SIGNTOOL_DOUBLE_AMBIENT_IDENTITY", "true");
        assertThat(scratch.run(call, ambient).exitCode()).isZero();
    }

    @Test
    void refusesWhatItDoesNotImitate() throws Exception {
        ReplayScratch.Run run = scratch.run(List.of("sign", "/fd", "SHA256", "/rmc", "a.exe"), Map.of());
        assertThat(run).isEqualTo(new ReplayScratch.Run("", "signtool double: /rmc is not imitated\r\n", 90));
    }

    @Test
    void logsCallsWithoutSecrets() throws Exception {
        Path log = temporary.resolve("calls.json");
        assertThat(scratch.run(sign("a.exe"), Map.of("SIGNTOOL_DOUBLE_LOG", log.toString()))
                        .exitCode())
                .isZero();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .contains(
                        "\"begin\"",
                        "\"a.exe\"",
                        "\"credentials\":[\"AZURE_CLIENT_ID\",\"AZURE_CLIENT_SECRET\",\"AZURE_TENANT_ID\"]")
                .doesNotContain("canary");
        assertThat(lines.get(1)).contains("\"end\"", "\"exitCode\":0");
    }

    @Test
    void runsAsACommandOnAnAbsolutePath() throws Exception {
        Path command = SigntoolDoubleKit.install(temporary.resolve("kit with space"));
        Path file = Files.write(temporary.resolve("my app.exe"), SampleFiles.pe(0));
        Process process = new ProcessBuilder(
                        command.toString(), "sign", "/fd", "SHA256", "/n", "Test Code", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("Successfully signed: " + new WindowsPaths(temporary).full(file));
        assertThat(process.waitFor()).isZero();
        assertThat(signatures("../my app.exe")).hasSize(1);
    }

    @Test
    void hangsUntilItIsEnded() throws Exception {
        Path command = SigntoolDoubleKit.install(temporary.resolve("kit"));
        Path file = Files.write(temporary.resolve("app.exe"), SampleFiles.pe(0));
        ProcessBuilder builder = new ProcessBuilder(
                command.toString(), "sign", "/v", "/fd", "SHA256", "/n", "Test Code", file.toString());
        builder.environment().put("SIGNTOOL_DOUBLE_MISBEHAVE", "hang");
        Process process = builder.redirectErrorStream(true).start();
        CompletableFuture<Process> end = process.onExit();
        String line = "";
        while (!line.contains("Done Adding Additional Store")) { // from here on it does nothing any more
            line = process.inputReader(StandardCharsets.UTF_8).readLine();
        }
        assertThat(end).isNotDone();
        process.descendants().forEach(ProcessHandle::destroyForcibly); // on Windows a script's child outlives it
        process.destroyForcibly();
        assertThat(end.get(1, TimeUnit.MINUTES).exitValue()).isNotZero();
    }

    private ReplayScratch.Run misbehave(String how, List<String> call) throws Exception {
        return scratch.run(call, Map.of("SIGNTOOL_DOUBLE_MISBEHAVE", how));
    }

    private static List<String> sign(String... files) {
        return Stream.concat(Arrays.stream(SIGN), Arrays.stream(files)).toList();
    }

    private static List<String> stamp(String file) {
        return sign("/tr", keys.tsaUrl(), "/td", "SHA384", file);
    }

    private List<CMSSignedData> signatures(String file) throws IOException {
        try (Signable signable = Signable.of(scratch.folder().resolve(file).toFile())) {
            return signable.getSignatures();
        }
    }

    private static boolean isStamped(CMSSignedData signature) {
        AttributeTable attributes = signature.getSignerInfos().iterator().next().getUnsignedAttributes();
        return attributes != null && attributes.get(SignatureDetails.RFC3161) != null;
    }
}
