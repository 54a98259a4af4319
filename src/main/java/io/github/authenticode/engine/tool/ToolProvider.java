package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.engine.tool.credential.CallCredential;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProgramSearch;
import io.github.authenticode.process.RememberedCalls;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The engine of any {@link SigningTool}: finds its program, and asks it about the plan before anything runs. */
public final class ToolProvider implements EngineProvider {
    private final SigningTool tool;
    private final ToolSettings settings;
    private final CloudSettings azure;
    private final Consumer<String> debug;
    private final Locator locator;
    private final RememberedCalls calls;

    /** Search for the program on a machine. */
    @FunctionalInterface
    public interface Locator {
        Path locate(Machine host) throws ProblemException;
    }

    /** @param debug told what only a debug log wants to know, secrets hidden */
    public ToolProvider(SigningTool tool, ToolSettings settings, CloudSettings azure, Consumer<String> debug) {
        this(tool, settings, azure, debug, host -> executable(tool, settings, host), new RememberedCalls());
    }

    /** @param calls what programs have answered in this build */
    public ToolProvider(
            SigningTool tool,
            ToolSettings settings,
            CloudSettings azure,
            Consumer<String> debug,
            Locator locator,
            RememberedCalls calls) {
        this.tool = tool;
        this.settings = settings;
        this.azure = azure;
        this.debug = debug;
        this.locator = locator;
        this.calls = calls;
    }

    @Override
    public String name() {
        return tool.name();
    }

    @Override
    public Fit fit(Identity identity) {
        return tool.fit(identity);
    }

    @Override
    public Engine open(SigningPlan plan) throws ProblemException, InterruptedException {
        Machine host = Machine.current(plan.workFolder(), tool::isWorthKeeping, debug);
        return open(plan, host, Assertions.from(azure));
    }

    public Engine open(SigningPlan plan, Machine host, Assertions assertions)
            throws ProblemException, InterruptedException {
        refuse(tool.problems(plan));
        Path executable = locator.locate(host);
        SigningTool informed = tool;
        if (!tool.questions().isEmpty()) {
            informed = tool.informed(answers(executable, plan, host, assertions));
            refuse(informed.problems(plan));
        }
        ToolAuthorities authorities = new ToolAuthorities(plan.options().timestamping(), azure.memory()::authority);
        return new ToolEngine(informed, executable, settings, plan, authorities, host, assertions);
    }

    private static void refuse(List<Problem> problems) throws ProblemException {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }

    private List<String> answers(Path executable, SigningPlan plan, Machine host, Assertions assertions)
            throws ProblemException, InterruptedException {
        try (CallCredential credential = CallCredential.open(plan.identity(), assertions, host.workFolder())) {
            List<String> answers = new ArrayList<>();
            for (List<String> question : tool.questions()) {
                ToolCommand command = new ToolCommand(
                        executable, question, credential.environment(), List.of(), settings.timeout(), true);
                ToolResult result = calls.run(host.runner(), command);
                if (result.ending() instanceof Ending.NotStarted notStarted) {
                    throw new ProblemException(Problem.of(
                            ToolProblem.TOOL_NOT_STARTED,
                            tool.name() + " cannot be started: " + notStarted.reason(),
                            "Install it anew, or name it in <" + tool.name() + "><executable>."));
                }
                answers.add(command.redaction().apply(result.stdout() + "\n" + result.stderr()));
            }
            return answers;
        } catch (CloudException e) {
            throw new ProblemException(e.problem());
        } catch (IOException e) {
            throw new ProblemException(CallCredential.unwritable(host.workFolder(), e));
        }
    }

    private static Path executable(SigningTool tool, ToolSettings settings, Machine host) throws ProblemException {
        if (settings.executable().isEmpty()) {
            String program = tool.program(host.windows());
            return new ProgramSearch(host)
                    .find(program)
                    .orElseThrow(() -> new ProblemException(Problem.of(
                            ToolProblem.TOOL_NOT_FOUND,
                            program + " is in no folder of PATH.",
                            "Install it, or name it in <" + tool.name() + "><executable>.")));
        }
        Path named = settings.executable().get().toAbsolutePath().normalize();
        if (!Files.isRegularFile(named)) {
            throw new ProblemException(Problem.of(
                    ToolProblem.TOOL_NOT_FOUND,
                    "<" + tool.name() + "><executable>: " + named + " does not exist or is no file.",
                    "Correct it, or leave it out to have " + tool.program(host.windows()) + " looked for on PATH."));
        }
        return named;
    }
}
