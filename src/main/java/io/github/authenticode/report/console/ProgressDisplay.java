package io.github.authenticode.report.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The display of how a run gets on, beside the lines about its files: on a terminal as a last line that changes,
 * elsewhere as a line of the log every ten seconds. A log file never gets a carriage return.
 *
 * <p>Call {@link #tick} several times a second.
 */
public final class ProgressDisplay implements AutoCloseable {
    /** The style in which it is shown. */
    public enum Style {
        /** The last line of a terminal. */
        LIVE,
        /** A line of the log now and then. */
        PERIODIC,
        OFF
    }

    private static final Duration PERIOD = Duration.ofSeconds(10);
    /** A line that fills the terminal would be broken, and its first half stay. */
    private static final int WIDTH = 79;

    private final Style style;
    private final Consumer<String> log;
    private final Consumer<String> terminal;
    private final Clock clock;
    private final int total;
    private final Instant began;
    private Instant shown;
    private int started;
    private int done;
    private int failed;
    private int visible;

    /**
     * @param log takes a line
     * @param terminal takes characters for the terminal itself, past the log; used if the style is live
     * @param total files in the run
     */
    public ProgressDisplay(Style style, Consumer<String> log, Consumer<String> terminal, Clock clock, int total) {
        this.style = style;
        this.log = log;
        this.terminal = terminal;
        this.clock = clock;
        this.total = total;
        this.began = clock.instant();
        this.shown = began;
    }

    /** Work on so many more files begins. */
    public synchronized void started(int files) {
        started += files;
    }

    /** A file ended. */
    public synchronized void ended(boolean good) {
        done++;
        failed += good ? 0 : 1;
    }

    /** Lines of the log, above the one that changes. */
    public synchronized void log(List<String> lines) {
        erase();
        lines.forEach(log);
        draw();
    }

    /** Time has gone by. */
    public synchronized void tick() {
        if (style == Style.LIVE) {
            erase();
            draw();
        }
        Instant now = clock.instant();
        if (style == Style.PERIODIC && !now.isBefore(shown.plus(PERIOD)) && done < total) {
            shown = now;
            log.accept(line(now));
        }
    }

    /** Leaves no trace on the terminal. */
    @Override
    public synchronized void close() {
        erase();
    }

    private void draw() {
        if (style == Style.LIVE && done < total) {
            String line = line(clock.instant());
            String shortened = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            terminal.accept(shortened);
            visible = shortened.length();
        }
    }

    /** With spaces, since not every console of Windows understands more. */
    private void erase() {
        if (visible > 0) {
            terminal.accept("\r" + " ".repeat(visible) + "\r");
            visible = 0;
        }
    }

    private String line(Instant now) {
        return new ProgressSnapshot(total, done, failed, started - done, Duration.between(began, now)).line();
    }
}
