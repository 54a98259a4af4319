package io.github.authenticode.maven.log;

import io.github.authenticode.diagnose.ForeignText;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.logging.Log;

/** Maven's log, at every level, for text that others may have written: see {@link ForeignText}. */
public record GuardedLog(Log log) implements Log {
    private static String guarded(CharSequence text) {
        return ForeignText.visible(String.valueOf(text));
    }

    private static String guarded(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return guarded(trace.toString());
    }

    private static String guarded(CharSequence text, Throwable error) {
        return guarded(text) + "\n" + guarded(error);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public void debug(CharSequence text) {
        if (log.isDebugEnabled()) {
            log.debug(guarded(text));
        }
    }

    @Override
    public void debug(CharSequence text, Throwable error) {
        log.debug(guarded(text, error));
    }

    @Override
    public void debug(Throwable error) {
        log.debug(guarded(error));
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isInfoEnabled();
    }

    @Override
    public void info(CharSequence text) {
        log.info(guarded(text));
    }

    @Override
    public void info(CharSequence text, Throwable error) {
        log.info(guarded(text, error));
    }

    @Override
    public void info(Throwable error) {
        log.info(guarded(error));
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isWarnEnabled();
    }

    @Override
    public void warn(CharSequence text) {
        log.warn(guarded(text));
    }

    @Override
    public void warn(CharSequence text, Throwable error) {
        log.warn(guarded(text, error));
    }

    @Override
    public void warn(Throwable error) {
        log.warn(guarded(error));
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isErrorEnabled();
    }

    @Override
    public void error(CharSequence text) {
        log.error(guarded(text));
    }

    @Override
    public void error(CharSequence text, Throwable error) {
        log.error(guarded(text, error));
    }

    @Override
    public void error(Throwable error) {
        log.error(guarded(error));
    }
}
