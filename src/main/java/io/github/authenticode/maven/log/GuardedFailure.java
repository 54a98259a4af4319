package io.github.authenticode.maven.log;

import io.github.authenticode.diagnose.ForeignText;
import java.util.Objects;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Exceptions on their way to Maven, which prints their messages and those of their causes: see {@link ForeignText}. */
public final class GuardedFailure {
    private GuardedFailure() {}

    /** The work of a goal. */
    @FunctionalInterface
    public interface Work {
        void run() throws MojoExecutionException, MojoFailureException;
    }

    public static void guard(Work work) throws MojoExecutionException, MojoFailureException {
        try {
            work.run();
        } catch (MojoExecutionException e) {
            throw of(e);
        } catch (MojoFailureException e) {
            throw of(e);
        } catch (RuntimeException e) {
            throw of(e);
        }
    }

    static MojoExecutionException of(MojoExecutionException failure) {
        return isClean(failure) ? failure : tracedAs(failure, new MojoExecutionException(message(failure)));
    }

    static MojoFailureException of(MojoFailureException failure) {
        return isClean(failure) ? failure : tracedAs(failure, new MojoFailureException(message(failure)));
    }

    /** Of a fault in this plugin. */
    static RuntimeException of(RuntimeException fault) {
        return isClean(fault)
                ? fault
                : tracedAs(fault, new IllegalStateException(ForeignText.visible(fault.toString())));
    }

    private static boolean isClean(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (!message(t).equals(Objects.requireNonNullElse(t.getMessage(), ""))) {
                return false;
            }
        }
        return true;
    }

    private static String message(Throwable failure) {
        return ForeignText.visible(Objects.requireNonNullElse(failure.getMessage(), ""));
    }

    /** Without the causes, which say the same in their own words. */
    private static <E extends Throwable> E tracedAs(Throwable failure, E guarded) {
        guarded.setStackTrace(failure.getStackTrace());
        return guarded;
    }
}
