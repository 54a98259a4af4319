package io.github.authenticode.maven.log;

import java.io.PrintStream;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * A log that leaves standard output alone, for a report that a program reads from there: Maven's own logger writes even
 * errors to it. Warnings and errors go to standard error, the story of the run nowhere.
 *
 * @param out standard error
 */
public record ErrorStreamLog(PrintStream out, boolean debug) implements Log {
    @Override
    public boolean isDebugEnabled() {
        return debug;
    }

    @Override
    public void debug(CharSequence content) {
        if (debug) {
            line("DEBUG", content);
        }
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        debug(content + ": " + error);
    }

    @Override
    public void debug(Throwable error) {
        debug(String.valueOf(error));
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public void info(CharSequence content) {}

    @Override
    public void info(CharSequence content, Throwable error) {}

    @Override
    public void info(Throwable error) {}

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public void warn(CharSequence content) {
        line("WARNING", content);
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        warn(content + ": " + error);
    }

    @Override
    public void warn(Throwable error) {
        warn(String.valueOf(error));
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public void error(CharSequence content) {
        line("ERROR", content);
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        error(content + ": " + error);
    }

    @Override
    public void error(Throwable error) {
        error(String.valueOf(error));
    }

    private void line(String level, @Nullable CharSequence content) {
        out.println("[" + level + "] " + content);
    }
}
