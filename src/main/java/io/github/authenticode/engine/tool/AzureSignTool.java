package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.plan.ExistingSignature;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyVaultIdentity;
import io.github.authenticode.plan.identity.VaultService;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * AzureSignTool, which signs on Windows with a key in Azure Key Vault (README and Program.cs of vcsjones/AzureSignTool
 * 7.0.1). It is told to sign in as Azure's DefaultAzureCredential does ({@code -kvm}), so that a secret reaches it
 * through its environment and never as an argument.
 */
public final class AzureSignTool implements SigningTool {
    private static final String NAME = "azuresigntool";
    private static final String SUCCESS = "Signing completed successfully.";

    AzureSignTool() {}

    /**
     * The engine that signs with it.
     *
     * @param debug told what only a debug log wants to know, secrets hidden
     */
    public static EngineProvider engine(ToolSettings settings, CloudSettings azure, Consumer<String> debug) {
        return new ToolProvider(new AzureSignTool(), settings, azure, debug);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Fit fit(Identity identity) {
        // It asks for /certificates, which a managed HSM has not.
        return identity instanceof KeyVaultIdentity key
                        && !VaultService.of(key.vault()).hasKeysAlone()
                ? Fit.POSSIBLE
                : Fit.NONE;
    }

    @Override
    public String program(boolean windows) {
        return windows ? "AzureSignTool.exe" : "AzureSignTool";
    }

    @Override
    public List<Problem> problems(SigningPlan plan) {
        List<Problem> problems = new ArrayList<>();
        if (plan.options().timestamping().enabled()
                && plan.options().timestamping().urls().isEmpty()) {
            problems.add(Problem.of(
                    NetworkProblem.TIMESTAMP_URL,
                    "No timestamp authority is given.",
                    "Name the one of your certificate's issuer in <timestamp>."));
        }
        if (plan.identity().azureCredential().orElse(null) instanceof AzureCredential.Ambient.Token) {
            problems.add(Problem.of(
                    ToolProblem.AZURESIGNTOOL_CREDENTIAL,
                    "<credential>token</credential> would be an argument of AzureSignTool, which other users of the"
                            + " machine can see.",
                    "Use another <credential>, such as servicePrincipal."));
        }
        return problems;
    }

    /** It signs four files at a time by itself. */
    @Override
    public Parallelism parallelism() {
        return Parallelism.of(1);
    }

    @Override
    public Call call(SigningPlan plan, List<Path> files, Optional<URI> authority) {
        KeyVaultIdentity key = (KeyVaultIdentity) plan.identity();
        SignatureOptions options = plan.options();
        String digest = options.digest().name().toLowerCase(Locale.ROOT);
        List<String> argv = new ArrayList<>(List.of(
                "sign", "-kvu", key.vault().toString(), "-kvc", key.certificate(), "-kvm", "-coe", "-fd", digest));
        key.version().ifPresent(version -> argv.addAll(List.of("-kvcv", version)));
        key.chainFile().ifPresent(chain -> argv.addAll(List.of("-ac", ToolCommand.absolute(chain))));
        authority.ifPresent(url -> argv.addAll(List.of("-tr", url.toString(), "-td", digest)));
        options.description().ifPresent(text -> argv.addAll(List.of("-d", text)));
        options.url().ifPresent(url -> argv.addAll(List.of("-du", url.toString())));
        if (options.existingSignature() == ExistingSignature.APPEND) {
            argv.add("-as");
        }
        files.forEach(file -> argv.add(ToolCommand.absolute(file)));
        return new Call(argv, Map.of());
    }

    @Override
    public List<FileOutcome> read(ToolResult result, List<Path> files, Redaction redaction) {
        AzureSignToolOutput output = AzureSignToolOutput.parse(result.stdout());
        return files.stream()
                .map(file -> outcome(output.of(ToolCommand.absolute(file)), output, result, redaction))
                .toList();
    }

    private static FileOutcome outcome(
            List<String> said, AzureSignToolOutput output, ToolResult result, Redaction redaction) {
        boolean named = !said.isEmpty();
        if (said.contains(SUCCESS)) {
            return FileOutcome.SUCCESS;
        }
        String words = redaction
                .apply(String.join("\n", named ? said : output.general()) + "\n" + result.stderr())
                .strip();
        Problem problem = HResults.find(words).orElseGet(() -> unknown(result)).withEvidence(words);
        return new FileOutcome(Optional.of(problem), false, named);
    }

    private static Problem unknown(ToolResult result) {
        if (result.ending() instanceof Ending.TimedOut timedOut) {
            return Problem.of(
                    ToolProblem.AZURESIGNTOOL_TIMEOUT,
                    "AzureSignTool came to no end within " + timedOut.deadline().toSeconds() + " s.",
                    "Check the connection to the vault and to the timestamp authority, or raise"
                            + " <azuresigntool><timeout>.");
        }
        if (result.ending() instanceof Ending.NotStarted notStarted) {
            return Problem.of(
                    ToolProblem.AZURESIGNTOOL_NOT_STARTED,
                    "AzureSignTool cannot be started: " + notStarted.reason(),
                    "Install it anew, or name it in <azuresigntool><executable>.");
        }
        return Problem.of(
                ToolProblem.AZURESIGNTOOL_FAILED,
                "AzureSignTool did not sign the file.",
                "Read its words below; names of vault and certificate, the sign-in and its rights (certificates/get and"
                        + " keys/sign) are the usual causes.");
    }

    @Override
    public boolean isWorthKeeping(String line) {
        return AzureSignToolOutput.isWorthKeeping(line);
    }
}
