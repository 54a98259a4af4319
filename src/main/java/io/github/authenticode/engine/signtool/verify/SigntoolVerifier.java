package io.github.authenticode.engine.signtool.verify;

import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.engine.signtool.SigntoolCommands;
import io.github.authenticode.engine.signtool.SigntoolSettings;
import io.github.authenticode.engine.signtool.locate.LocatedSigntool;
import io.github.authenticode.engine.signtool.locate.SigntoolLocator;
import io.github.authenticode.engine.signtool.output.SigntoolDiagnosis;
import io.github.authenticode.engine.tool.CallBatches;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.windows.ToolVersion;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The second judge that asks {@code signtool verify /v /pa /all /tw} for its opinion of files, beside this plugin's
 * own.
 */
public final class SigntoolVerifier {
    private final LocatedSigntool tool;
    private final SigntoolSettings settings;
    private final Machine host;

    private SigntoolVerifier(LocatedSigntool tool, SigntoolSettings settings, Machine host) {
        this.tool = tool;
        this.settings = settings;
        this.host = host;
    }

    /** @throws ProblemException if there is no signtool on this machine, or the one that was named will not do */
    public static SigntoolVerifier open(SigntoolSettings settings, Machine host)
            throws ProblemException, InterruptedException {
        return new SigntoolVerifier(new SigntoolLocator(host, false).locate(settings.executable()), settings, host);
    }

    /**
     * The same, for who can do without.
     *
     * @return empty if none was named and none found
     * @throws ProblemException if the one that was named, in the pom or by SIGNTOOL_PATH, will not do
     */
    public static Optional<SigntoolVerifier> find(SigntoolSettings settings, Machine host)
            throws ProblemException, InterruptedException {
        boolean named = settings.executable().isPresent()
                || host.variable("SIGNTOOL_PATH").isPresent();
        try {
            return Optional.of(open(settings, host));
        } catch (ProblemException e) {
            if (named) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Version from the program's resources; empty for a wrapper script. */
    public Optional<String> version() {
        return tool.version().map(ToolVersion::toString);
    }

    /** The files in groups, each of which one call can judge. */
    public List<List<Path>> calls(List<Path> files) {
        int length = WindowsCommandLine.length(
                Stream.concat(Stream.of(tool.executable().toString()), SigntoolCommands.verify(List.of()).stream())
                        .toList());
        return CallBatches.split(files, Function.identity(), settings.batch(), length);
    }

    /** What one call says of each file, in the same order. */
    public List<SigntoolOpinion> verify(List<Path> files) throws InterruptedException {
        Duration deadline = settings.timeout().plus(settings.timeoutPerFile().multipliedBy(files.size()));
        ToolResult result = host.runner()
                .run(new ToolCommand(
                        tool.executable(), SigntoolCommands.verify(files), Map.of(), List.<Secret>of(), deadline));
        SigntoolDiagnosis diagnosis = new SigntoolDiagnosis(false, new Redaction(List.of()));
        List<String> names = files.stream().map(ToolCommand::absolute).toList();
        return SigntoolVerifyOutput.opinions(result, names, diagnosis);
    }
}
