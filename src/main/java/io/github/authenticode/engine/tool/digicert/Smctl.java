package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.engine.tool.SigningTool;
import io.github.authenticode.engine.tool.ToolProvider;
import io.github.authenticode.engine.tool.ToolSettings;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * DigiCert's smctl in its simple mode, which signs without signtool and without a key storage provider
 * (docs.digicert.com, "Manage signatures"; digicert/code-signing-software-trust-action). Builds of it end with 0, or
 * say SUCCESSFUL, though a file was not signed (risa-labs-inc/BossConsole#230, lmstudio-js#30), so that neither decides
 * anything here: the verifier does, and the words explain.
 *
 * @param help of {@code sign}, which tells the flags that this build of it has; empty before it was asked
 * @param health as of before the first signature
 */
public record Smctl(String help, Health health) implements SigningTool {
    private static final String NAME = "smctl";
    private static final String DIGEST_FLAG = "--digalg";
    private static final String STRICT_FLAG = "--exit-non-zero-on-fail";

    Smctl() {
        this("", new Health(""));
    }

    /**
     * The engine that signs with it.
     *
     * @param calls what programs have answered in this build
     * @param debug told what only a debug log wants to know, secrets hidden
     */
    public static EngineProvider engine(
            ToolSettings settings, CloudSettings azure, RememberedCalls calls, Consumer<String> debug) {
        ToolProvider.Locator locator = host -> new DigiCertPrograms(host, calls, settings.executable()).locateSmctl();
        return new ToolProvider(new Smctl(), settings, azure, debug, locator, calls);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Fit fit(Identity identity) {
        return identity instanceof KeyLockerIdentity ? Fit.POSSIBLE : Fit.NONE;
    }

    @Override
    public String program(boolean windows) {
        return NAME;
    }

    @Override
    public List<List<String>> questions() {
        return List.of(List.of("sign", "--help"), List.of("healthcheck"));
    }

    @Override
    public SigningTool informed(List<String> answers) {
        return new Smctl(answers.get(0), Health.read(answers.get(1)));
    }

    @Override
    public List<Problem> problems(SigningPlan plan) {
        return SmctlCheck.problems(plan, this);
    }

    /** Whether it has been asked and has the flag. */
    boolean has(String flag) {
        return help.contains(flag);
    }

    /** Whether its flag for the digest is there, without which it signs with SHA-256. */
    boolean choosesDigest() {
        return has(DIGEST_FLAG);
    }

    @Override
    public Parallelism parallelism() {
        return Parallelism.of(1);
    }

    @Override
    public boolean takesFolder() {
        return true;
    }

    /** It asks its own authority for timestamps, and no other. */
    @Override
    public Call call(SigningPlan plan, List<Path> files, Optional<URI> authority) {
        KeyLockerIdentity key = (KeyLockerIdentity) plan.identity();
        List<String> argv = new ArrayList<>(List.of("sign", "--simple", "--keypair-alias", key.keypairAlias()));
        if (choosesDigest()) {
            argv.addAll(List.of(DIGEST_FLAG, plan.options().digest().jcaName()));
        }
        if (!plan.options().timestamping().enabled()) {
            argv.add("--timestamp=false");
        }
        if (has(STRICT_FLAG)) {
            argv.add(STRICT_FLAG);
        }
        files.forEach(file -> argv.addAll(List.of("--input", ToolCommand.absolute(file))));
        return new Call(argv, Map.of());
    }

    @Override
    public List<FileOutcome> read(ToolResult result, List<Path> files, Redaction redaction) {
        SmctlOutput output = new SmctlOutput(result, redaction, health);
        List<String> names = files.stream().map(ToolCommand::absolute).toList();
        return names.stream().map(name -> output.of(name, names)).toList();
    }
}
