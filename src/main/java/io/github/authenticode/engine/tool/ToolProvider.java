package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.credential.AzureSettings;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.EngineProvider;
import io.github.authenticode.engine.Fit;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ProgramSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The engine of any {@link SigningTool}: finds its program, and asks it about the plan before anything runs. */
final class ToolProvider implements EngineProvider {
    private final SigningTool tool;
    private final ToolSettings settings;
    private final AzureSettings azure;
    private final Consumer<String> debug;

    /** @param debug told what only a debug log wants to know, secrets hidden */
    ToolProvider(SigningTool tool, ToolSettings settings, AzureSettings azure, Consumer<String> debug) {
        this.tool = tool;
        this.settings = settings;
        this.azure = azure;
        this.debug = debug;
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
    public Engine open(SigningPlan plan) throws ProblemException {
        Machine host = Machine.current(plan.workFolder(), tool::isWorthKeeping, debug);
        return open(plan, host, Assertions.from(azure));
    }

    Engine open(SigningPlan plan, Machine host, Assertions assertions) throws ProblemException {
        List<Problem> problems = tool.problems(plan);
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        ToolAuthorities authorities = new ToolAuthorities(plan.options().timestamping(), azure.memory()::authority);
        return new ToolEngine(tool, executable(host), settings, plan, authorities, host, assertions);
    }

    private Path executable(Machine host) throws ProblemException {
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
