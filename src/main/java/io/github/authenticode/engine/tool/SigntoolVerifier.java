package io.github.authenticode.engine.tool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.plan.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks {@code signtool verify /v /pa /all /tw} for its opinion of files: a second judge beside this plugin's own. */
public final class SigntoolVerifier {
    private final LocatedTool tool;
    private final SigntoolSettings settings;
    private final Host host;

    private SigntoolVerifier(LocatedTool tool, SigntoolSettings settings, Host host) {
        this.tool = tool;
        this.settings = settings;
        this.host = host;
    }

    /** @throws ProblemException if there is no signtool on this machine, or the one that was named will not do */
    public static SigntoolVerifier open(SigntoolSettings settings, Host host)
            throws ProblemException, InterruptedException {
        return new SigntoolVerifier(new ToolLocator(host, false).locate(settings.executable()), settings, host);
    }

    /** What signtool holds against each file, in the same order; empty where it accepts every signature. */
    public List<Optional<Problem>> verify(List<Path> files) throws InterruptedException {
        int length = WindowsCommandLine.length(
                Stream.concat(Stream.of(tool.executable().toString()), Signtool.verify(List.of()).stream())
                        .toList());
        List<Optional<Problem>> opinions = new ArrayList<>();
        for (List<Path> part : Batches.split(files, Function.identity(), settings.batch(), length)) {
            Duration deadline =
                    settings.timeout().plus(settings.timeoutPerFile().multipliedBy(part.size()));
            ToolResult result = host.runner()
                    .run(new ToolCommand(
                            tool.executable(), Signtool.verify(part), Map.of(), List.<Secret>of(), deadline));
            SigntoolDiagnosis diagnosis = new SigntoolDiagnosis(false, new Redaction(List.of()));
            List<String> names = part.stream().map(Signtool::absolute).toList();
            SigntoolVerifyOutput.read(result, names, diagnosis).forEach(o -> opinions.add(o.problem()));
        }
        return opinions;
    }
}
