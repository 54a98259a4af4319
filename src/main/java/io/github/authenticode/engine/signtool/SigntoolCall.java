package io.github.authenticode.engine.signtool;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.engine.signtool.locate.LocatedSigntool;
import io.github.authenticode.engine.signtool.output.KeyLockerMessages;
import io.github.authenticode.engine.signtool.output.KeyMessages;
import io.github.authenticode.engine.signtool.output.SigntoolDiagnosis;
import io.github.authenticode.engine.signtool.output.SigntoolOutput;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.engine.tool.KnownMessage;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.engine.tool.credential.CallCredential;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One run of {@code signtool sign}, with its deadline, its environment, and the lock that PFX files need. */
final class SigntoolCall {
    private final LocatedSigntool tool;
    private final SigntoolSettings settings;
    private final Machine host;
    private final Assertions assertions;
    private final boolean dlib;
    private final boolean exclusive;
    private final List<Secret> secrets;
    private final Identity identity;
    private final List<KnownMessage> ofIdentity;

    /**
     * The result of a run.
     *
     * @param files one for each file, in order
     * @param firstUnseen files from here on were never looked at, since the process died on the one before
     * @param progressed whether any file was dealt with
     */
    record Outcome(List<FileOutcome> files, int firstUnseen, boolean progressed) {}

    SigntoolCall(
            LocatedSigntool tool, Identity identity, SigntoolSettings settings, Machine host, Assertions assertions) {
        this.tool = tool;
        this.settings = settings;
        this.host = host;
        this.assertions = assertions;
        this.dlib = identity instanceof ArtifactSigningIdentity;
        this.exclusive = identity instanceof KeystoreIdentity;
        this.secrets = identity instanceof KeystoreIdentity keystore
                ? keystore.password().stream().toList()
                : List.of();
        this.identity = identity;
        this.ofIdentity = messages(identity);
    }

    private static List<KnownMessage> messages(Identity identity) {
        if (identity instanceof KeyLockerIdentity) {
            return KeyLockerMessages.ALL;
        }
        if (identity instanceof StoreCertificateIdentity) {
            return KeyMessages.OF_STORE;
        }
        return identity instanceof KeyContainerIdentity ? KeyMessages.OF_CONTAINER : List.of();
    }

    String executable() {
        return tool.executable().toString();
    }

    /** Runs it with these arguments, which end in these files. */
    Outcome sign(List<String> arguments, List<Path> files) throws InterruptedException {
        try (CallCredential credential = CallCredential.open(identity, assertions, host.workFolder())) {
            return sign(arguments, files, credential.environment());
        } catch (CloudException e) {
            return failed(files, e.problem(), e.isRetryable());
        } catch (IOException e) {
            return failed(
                    files,
                    Problem.of(
                                    SigntoolProblem.SIGNTOOL_ASSERTION_FILE,
                                    "The private file with the assertion for Azure cannot be written or deleted.",
                                    "Make the folder " + host.workFolder() + " writable.")
                            .withEvidence(String.valueOf(e.getMessage())),
                    false);
        }
    }

    private Outcome sign(List<String> arguments, List<Path> files, Map<String, Optional<Secret>> environment)
            throws InterruptedException {
        Duration deadline = settings.timeout().plus(settings.timeoutPerFile().multipliedBy(files.size()));
        ToolCommand command = new ToolCommand(tool.executable(), arguments, environment, secrets, deadline);
        ToolResult result;
        try {
            result = run(command);
        } catch (IOException e) {
            Problem problem = Problem.of(
                            SigntoolProblem.SIGNTOOL_LOCK,
                            "The file that keeps two signtool calls apart cannot be locked.",
                            "Make the user's home folder writable.")
                    .withEvidence(String.valueOf(e.getMessage()));
            return failed(files, problem, false);
        }
        return outcome(command, result, files);
    }

    private static Outcome failed(List<Path> files, Problem problem, boolean retryable) {
        FileOutcome failed = new FileOutcome(Optional.of(problem), retryable, false);
        return new Outcome(Collections.nCopies(files.size(), failed), files.size(), false);
    }

    private Outcome outcome(ToolCommand command, ToolResult result, List<Path> files) {
        List<String> names = files.stream().map(ToolCommand::absolute).toList();
        List<FileOutcome> outcomes =
                SigntoolOutput.read(result, names, new SigntoolDiagnosis(dlib, ofIdentity, command.redaction()));
        return new Outcome(
                outcomes,
                died(result) ? afterTheSuspect(outcomes) : files.size(),
                outcomes.stream().anyMatch(FileOutcome::named));
    }

    private ToolResult run(ToolCommand command) throws IOException, InterruptedException {
        if (!exclusive) {
            return host.runner().run(command);
        }
        Path lock = host.userHome().resolve(".authenticode-maven-plugin").resolve("signtool-pfx.lock");
        CallLock held = CallLock.on(lock);
        try (held) {
            return host.runner().run(command);
        }
    }

    /** Whether the process came to an end that is none of signtool's own. */
    private static boolean died(ToolResult result) {
        return result.ending() instanceof Ending.TimedOut
                || (result.ending() instanceof Ending.Exited exited
                        && (exited.code() < 0 || exited.code() > 3)
                        && !result.isSilent());
    }

    /** signtool works in order, so the first file that it said nothing of is the one it died on. */
    private static int afterTheSuspect(List<FileOutcome> outcomes) {
        int lastNamed = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).named())
                .max()
                .orElse(-1);
        return Math.min(outcomes.size(), lastNamed + 2);
    }
}
