package io.github.authenticode.engine.signtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.cloud.BuildMemory;
import io.github.authenticode.concurrent.Sleeper;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine.Task;
import io.github.authenticode.engine.signtool.output.SigntoolText;
import io.github.authenticode.engine.tool.digicert.DigiCertPrograms;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProcessRunner;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.signtooldouble.SigntoolDoubleKit;
import io.github.authenticode.testing.sample.SampleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine and real processes that are not as a signtool should be; the double plays those that sign after all. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there signtool is an executable image and no script")
@Timeout(50) // less than the grandchild lives
class UnrulySigntoolTest {
    @TempDir
    static Path kit;

    private static Path signtool;

    @TempDir
    Path temp;

    private final List<String> debug = new ArrayList<>();

    @BeforeAll
    static void install() throws Exception {
        signtool = SigntoolDoubleKit.install(kit);
    }

    @Test
    void fiftyMegabytesOnBothStreamsHideNoSuccess() throws Exception {
        assertThat(sign(script("SIGNTOOL_DOUBLE_MISBEHAVE=flood exec '" + signtool + "' \"$@\"")))
                .isEqualTo("ok");
        assertThat(String.join("", debug).length()).isGreaterThan(500_000).isLessThan(5_000_000);
    }

    @Test
    void aGrandchildThatKeepsThePipesOpenHoldsUpNobody() throws Exception {
        assertThat(sign(script("SIGNTOOL_DOUBLE_MISBEHAVE=grandchild exec '" + signtool + "' \"$@\"")))
                .isEqualTo("ok");
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void anotherProgramThatEndsWellHasSignedNothing() throws Exception {
        assertThat(sign(script("echo \"$@\""))).isEqualTo("signtool-unconfirmed");
        assertThat(sign(script("exit 0"))).isEqualTo("signtool-no-output");
    }

    @Test
    void whatMayNotBeExecutedIsSaidBeforeTheCall() throws Exception {
        Path file = Files.writeString(temp.resolve("signtool"), "#!/bin/sh\n");
        assertThatThrownBy(() -> sign(file))
                .isInstanceOf(ProblemException.class)
                .hasMessage(file + ", named by <executable>, may not be executed by this user. Make it executable.");
    }

    @Test
    void whatCannotStartIsNamed() throws Exception {
        assertThat(sign(executable("#!/no/such/interpreter\n"))).isEqualTo("signtool-not-started");
    }

    private Path script(String command) throws IOException {
        return executable("#!/bin/sh\n" + command + "\n");
    }

    private Path executable(String content) throws IOException {
        Path file = Files.writeString(temp.resolve("signtool"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String sign(Path executable) throws Exception {
        SigntoolSettings d = SigntoolSettings.DEFAULT;
        SigntoolSettings settings = new SigntoolSettings(
                Optional.of(executable),
                d.dlib(),
                d.additionalCertificate(),
                d.pageHashes(),
                d.debug(),
                d.extraArguments(),
                d.batch(),
                d.timeout(),
                d.timeoutPerFile());
        Path file = Files.write(temp.resolve("app.exe"), SampleFiles.pe(0));
        try (SigntoolEngine engine = SigntoolEngine.open(storeCertificate(), options(), means(settings), host())) {
            Attempt attempt =
                    engine.sign(List.of(new Task(file, FileFormat.PE, 1))).get(0);
            return attempt instanceof Attempt.Failed failed ? failed.problem().id() : "ok";
        }
    }

    private Machine host() {
        ProcessRunner.Settings settings = new ProcessRunner.Settings(
                false,
                false,
                StandardCharsets.UTF_8,
                SigntoolText::isWorthKeeping,
                temp.resolve("work"),
                Duration.ofMillis(300),
                debug::add);
        return new Machine(
                Map.of(), false, temp.resolve("home"), temp.resolve("work"), new ProcessRunner(settings), debug::add);
    }

    private static Identity storeCertificate() {
        return new StoreCertificateIdentity(
                Optional.empty(),
                Optional.of("Test Code"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private static SignatureOptions options() {
        return new SignatureOptions(
                DigestAlgorithm.SHA256,
                Optional.empty(),
                Optional.empty(),
                new Timestamping(false, List.of(), 1, Duration.ZERO, Duration.ofSeconds(9)),
                ExistingSignature.REPLACE);
    }

    private static SigntoolEngine.Means means(SigntoolSettings settings) {
        return new SigntoolEngine.Means(
                settings,
                new BuildMemory(Clock.systemUTC(), Sleeper.REAL)::authority,
                credential -> () -> {
                    throw new AssertionError("No assertion is needed");
                },
                host -> new DigiCertPrograms(host, new RememberedCalls(), Optional.empty()));
    }
}
