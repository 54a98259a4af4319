package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.Parallelism;
import io.github.authenticode.engine.businesscentral.NavSip;
import io.github.authenticode.engine.tool.credential.Assertions;
import io.github.authenticode.engine.tool.credential.CallCredential;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.Machine;
import io.github.authenticode.process.ToolCommand;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The engine that signs with a program that takes many files a call: it splits the files into calls, tells each call
 * whom to ask for timestamps and how to sign in, ends it when its time is over. What a {@link SigningTool} says of its
 * own output is the cause of a failure and never proof of a success.
 */
final class ToolEngine implements Engine {
    /**
     * The sum of path lengths that Microsoft's own action gives to one call of signtool
     * (Azure/azure-code-signing-action#22).
     */
    private static final int BATCH = 10_000;

    /** What a path of a staged copy is guessed to be long, to say how many files fill a call. */
    private static final int TYPICAL_PATH = 100;

    /** Files of one call whose command line does not grow with them: enough to be a call for all of them, as a rule. */
    private static final int FOLDER = 1000;

    private final SigningTool tool;
    private final Path executable;
    private final ToolSettings settings;
    private final SigningPlan plan;
    private final ToolAuthorities authorities;
    private final Machine host;
    private final Assertions assertions;
    private final NavSip navSip;

    ToolEngine(
            SigningTool tool,
            Path executable,
            ToolSettings settings,
            SigningPlan plan,
            ToolAuthorities authorities,
            Machine host,
            Assertions assertions) {
        this.tool = tool;
        this.executable = executable;
        this.settings = settings;
        this.plan = plan;
        this.authorities = authorities;
        this.host = host;
        this.assertions = assertions;
        this.navSip = NavSip.lookedFor(host, Optional.empty());
    }

    @Override
    public String name() {
        return tool.name();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    public int batchSize() {
        return tool.takesFolder() ? FOLDER : BATCH / TYPICAL_PATH;
    }

    @Override
    public Parallelism parallelism() {
        return tool.parallelism();
    }

    @Override
    public List<Attempt> sign(List<Task> batch) throws InterruptedException {
        Map<Line, List<Task>> byLine = new LinkedHashMap<>();
        for (Task task : batch) {
            byLine.computeIfAbsent(
                            new Line(plan.forFiles(task.foreign()), authorities.at(task.attempt())),
                            a -> new ArrayList<>())
                    .add(task);
        }
        Map<Task, Attempt> attempts = new LinkedHashMap<>();
        for (Map.Entry<Line, List<Task>> group : byLine.entrySet()) {
            for (List<Task> part : parts(group.getValue(), group.getKey())) {
                List<Path> files = part.stream().map(Task::file).toList();
                List<FileOutcome> outcomes = call(files, group.getKey());
                for (int i = 0; i < part.size(); i++) {
                    Task task = part.get(i);
                    FileOutcome outcome = outcomes.get(i).explained(p -> navSip.explain(task.format(), p));
                    attempts.put(task, outcome.attempt());
                }
                group.getKey()
                        .authority()
                        .ifPresent(authority -> authorities.told(
                                authority, part.stream().map(attempts::get).toList()));
            }
        }
        return batch.stream().map(attempts::get).toList();
    }

    private List<List<Task>> parts(List<Task> tasks, Line line) {
        return tool.takesFolder() ? List.of(tasks) : CallBatches.split(tasks, Task::file, BATCH, length(line));
    }

    /** The part that the command lines of some files have in common. */
    private record Line(SigningPlan plan, Optional<URI> authority) {}

    private int length(Line line) {
        return WindowsCommandLine.length(Stream.concat(
                        Stream.of(executable.toString()),
                        tool.call(line.plan(), List.of(), line.authority()).arguments().stream())
                .toList());
    }

    private List<FileOutcome> call(List<Path> files, Line line) throws InterruptedException {
        if (!tool.takesFolder()) {
            return call(files, files, line);
        }
        try (CallFolder folder = CallFolder.of(files, host.workFolder())) {
            List<FileOutcome> outcomes = call(List.of(folder.path()), folder.inside(), line);
            return IntStream.range(0, files.size())
                    .mapToObj(i -> outcomes.get(i).inWordsOf(folder.inside().get(i), files.get(i)))
                    .toList();
        } catch (IOException e) {
            return failed(
                    files,
                    Problem.of(
                                    ToolProblem.TOOL_FOLDER,
                                    "The files cannot be moved to or from the folder in which " + tool.name()
                                            + " signs them.",
                                    "Make the folder " + host.workFolder()
                                            + " writable, and end what holds files in it.")
                            .withEvidence(String.valueOf(e.getMessage())),
                    true);
        }
    }

    /** @param given what the program is given: the files, or the folder that they are in */
    private List<FileOutcome> call(List<Path> given, List<Path> files, Line line) throws InterruptedException {
        SigningTool.Call call = tool.call(line.plan(), given, line.authority());
        try (CallCredential credential = CallCredential.open(plan.identity(), assertions, host.workFolder())) {
            Map<String, Optional<Secret>> environment = new HashMap<>(credential.environment());
            environment.putAll(call.environment());
            Duration deadline =
                    settings.timeout().plus(settings.timeoutPerFile().multipliedBy(files.size()));
            ToolCommand command =
                    new ToolCommand(executable, call.arguments(), environment, List.of(), deadline, tool.takesFolder());
            return tool.read(host.runner().run(command), files, command.redaction());
        } catch (CloudException e) {
            return failed(files, e.problem(), e.isRetryable());
        } catch (IOException e) {
            return failed(files, CallCredential.unwritable(host.workFolder(), e), false);
        }
    }

    private static List<FileOutcome> failed(List<Path> files, Problem problem, boolean retryable) {
        return Collections.nCopies(files.size(), new FileOutcome(Optional.of(problem), retryable, false));
    }

    /** Nothing outlives a call. */
    @Override
    public void close() {}
}
