package io.github.authenticode.maven.execution;

import io.github.authenticode.report.console.ConsoleLines;
import io.github.authenticode.report.console.ProgressDisplay;
import io.github.authenticode.report.console.ProgressDisplay.Style;
import io.github.authenticode.run.SigningProgress;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.verification.VerificationProgress;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The place where a run shows how it gets on. A line that changes needs a terminal that nothing else writes to
 * meanwhile: no batch mode ({@code -B}), no parallel build ({@code -T}), no {@code -X}. Maven 4 gives plugins another
 * {@code System.out}, so the terminal is written to as the file that it is.
 */
public final class ProgressScreen implements AutoCloseable {
    private static final int TICK_MILLIS = 250;

    private final ProgressDisplay display;
    private final ScheduledExecutorService ticks;
    private final Future<?> ticking;

    private ProgressScreen(ProgressDisplay display) {
        this.display = display;
        this.ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "authenticode-progress");
            thread.setDaemon(true);
            return thread;
        });
        this.ticking = ticks.scheduleAtFixedRate(display::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows the progress of a run of so many files until it is closed. */
    public static ProgressScreen open(Style style, Log log, Clock clock, int files) {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.out), false);
        Consumer<String> raw = text -> {
            terminal.print(text);
            terminal.flush();
        };
        return new ProgressScreen(new ProgressDisplay(style, log::info, raw, clock, files));
    }

    /** What this build allows. */
    public static Style style(MavenSession session, Log log) {
        if (!log.isInfoEnabled()) {
            return Style.OFF;
        }
        boolean alone = session.getRequest().isInteractiveMode()
                && session.getRequest().getDegreeOfConcurrency() <= 1
                && !log.isDebugEnabled();
        return alone && isTerminal(System.console()) ? Style.LIVE : Style.PERIODIC;
    }

    /** From Java 22 on there is a console without a terminal too, and it says so. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** @param done told of each file, before the screen is */
    public SigningProgress ofSigning(Consumer<FileResult> done) {
        return new SigningProgress() {
            @Override
            public void started(int files) {
                display.started(files);
            }

            @Override
            public void ended(FileResult result) {
                done.accept(result);
                display.ended(!(result.outcome() instanceof Outcome.Failed));
            }

            @Override
            public void finished(int position, int total, FileResult result) {
                display.log(ConsoleLines.file(position, total, result));
            }
        };
    }

    /** @param done told of each file, before the screen is */
    public VerificationProgress ofVerification(Consumer<VerifiedFile> done) {
        return new VerificationProgress() {
            @Override
            public void started(int files) {
                display.started(files);
            }

            @Override
            public void ended(VerifiedFile file) {
                done.accept(file);
                display.ended(file.isGood());
            }

            @Override
            public void finished(int position, int total, VerifiedFile file) {
                display.log(ConsoleLines.file(position, total, file));
            }
        };
    }

    @Override
    public void close() {
        ticking.cancel(false);
        ticks.shutdown();
        display.close();
    }
}
