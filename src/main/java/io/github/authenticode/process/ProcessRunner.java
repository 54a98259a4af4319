package io.github.authenticode.process;

import io.github.authenticode.process.ToolResult.Ending;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The runner of a real process: an argument list and no shell, standard input closed, an empty working directory of its
 * own (a .NET tool would load the assemblies it finds there), both streams drained apart, a deadline for the whole
 * tree.
 *
 * <p>A grandchild that lives on with the pipe open does not hold up the caller: once the child has ended, its output
 * may lag by a grace period and no more.
 *
 * <p>A terminal sends Ctrl+C to the child as well as to this JVM, and the child may be the first to end. That is not a
 * failure of the child's, so the interruption of this thread has the same grace period to come.
 */
public final class ProcessRunner implements ToolRunner {
    private static final int KEPT = 256 * 1024;
    /** How a program ends that was asked to: by SIGHUP, SIGINT and SIGTERM, and by Ctrl+C on Windows. */
    private static final Set<Integer> ASKED_TO_END = Set.of(128 + 1, 128 + 2, 128 + 15, 0xC000013A);

    private final Settings settings;

    /**
     * The settings by which children are run on this machine.
     *
     * @param windows whether arguments go through a Windows command line
     * @param strictQuoting whether {@code jdk.lang.Process.allowAmbiguousCommands} is {@code false}
     * @param charset what the tools write in
     * @param worthKeeping lines that are kept of even the longest output
     * @param folder where working directories are made
     * @param grace how long the output may lag behind the end of the child, and an interruption behind what it did to
     * the child
     * @param debug told of each call, secrets hidden
     */
    public record Settings(
            boolean windows,
            boolean strictQuoting,
            Charset charset,
            Predicate<String> worthKeeping,
            Path folder,
            Duration grace,
            Consumer<String> debug) {}

    public ProcessRunner(Settings settings) {
        this.settings = settings;
    }

    @Override
    public ToolResult run(ToolCommand command) throws InterruptedException {
        settings.debug().accept(command.toString());
        ToolResult result = runIn(command);
        settings.debug().accept(result.ending() + " after " + result.duration().toMillis() + " ms");
        if (!command.confidential()) {
            logOutput("stdout", result.stdout(), command.redaction());
            logOutput("stderr", result.stderr(), command.redaction());
        }
        return result;
    }

    private ToolResult runIn(ToolCommand command) throws InterruptedException {
        PrivateFolder directory;
        try {
            directory = PrivateFolder.in(settings.folder());
        } catch (IOException e) {
            return notStarted("no working directory: " + e);
        }
        try {
            return follow(start(command, directory.path()), command);
        } catch (IOException e) {
            return notStarted(String.valueOf(e.getMessage()));
        } finally {
            delete(directory);
        }
    }

    private Process start(ToolCommand command, Path directory) throws IOException {
        List<String> argv = new ArrayList<>();
        argv.add(command.executable().toString());
        for (String argument : command.arguments()) {
            argv.add(
                    settings.windows()
                            ? WindowsCommandLine.forProcessBuilder(argument, settings.strictQuoting())
                            : argument);
        }
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        command.environment()
                .forEach((name, value) -> value.ifPresentOrElse(
                        secret -> environment.put(name, secret.reveal()), () -> environment.remove(name)));
        return builder.start();
    }

    private ToolResult follow(Process process, ToolCommand command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProcessTree tree = new ProcessTree(process);
        OutputCapture stdout = new OutputCapture(KEPT, settings.worthKeeping());
        OutputCapture stderr = new OutputCapture(KEPT, settings.worthKeeping());
        Ending ending;
        try {
            process.getOutputStream().close();
            List<Thread> drains =
                    List.of(drain(process.getInputStream(), stdout), drain(process.getErrorStream(), stderr));
            ending = await(process, tree, command.deadline());
            if (!joined(drains)) {
                tree.destroyDescendants();
                joined(drains);
            }
            if (ending instanceof Ending.Exited exited && ASKED_TO_END.contains(exited.code())) {
                awaitInterruption();
            }
        } catch (InterruptedException | IOException e) {
            tree.destroy();
            throw e;
        }
        return new ToolResult(ending, stdout.text(), stderr.text(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static Ending await(Process process, ProcessTree tree, Duration deadline) throws InterruptedException {
        if (tree.waitFor(deadline)) {
            return new Ending.Exited(process.exitValue());
        }
        tree.destroy();
        return new Ending.TimedOut(deadline);
    }

    private void awaitInterruption() throws InterruptedException {
        CountDownLatch nobody = new CountDownLatch(1);
        if (nobody.await(settings.grace().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts it down");
        }
    }

    /** Whether both streams came to their end within the grace period. */
    private boolean joined(List<Thread> drains) throws InterruptedException {
        long end = System.nanoTime() + settings.grace().toNanos();
        for (Thread drain : drains) {
            drain.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        return drains.stream().noneMatch(Thread::isAlive);
    }

    private Thread drain(InputStream in, OutputCapture capture) {
        Thread thread = new Thread(() -> capture.drain(in, settings.charset()), "authenticode-tool-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void delete(PrivateFolder directory) {
        try {
            directory.close();
        } catch (IOException e) {
            settings.debug().accept("The empty working directory could not be deleted: " + e);
        }
    }

    private void logOutput(String name, String text, Redaction redaction) {
        if (!text.isBlank()) {
            settings.debug().accept(name + ":" + System.lineSeparator() + redaction.apply(text));
        }
    }

    private static ToolResult notStarted(String reason) {
        return new ToolResult(new Ending.NotStarted(reason), "", "", Duration.ZERO);
    }
}
