package io.github.authenticode.signtooldouble.commandline;

/** Counts what happened; the exit code is 1 after an error, else 2 after a warning. */
public final class Totals {
    private int successes;
    private int warnings;
    private int errors;

    public void success() {
        successes++;
    }

    public void warning() {
        warnings++;
    }

    public void error() {
        errors++;
    }

    boolean clean() {
        return warnings == 0 && errors == 0;
    }

    public int exitCode() {
        return errors > 0 ? 1 : warnings > 0 ? 2 : 0;
    }

    /**
     * All lines with /v; without it only if something went wrong, and then only those that are not zero; none with /q.
     */
    public void print(Console console, Options options, String successText) {
        if (options.quiet() || (!options.verbose() && clean())) {
            return;
        }
        console.line("");
        print(console, options, "Number of " + successText + ": ", successes);
        print(console, options, "Number of warnings: ", warnings);
        print(console, options, "Number of errors: ", errors);
    }

    /** The timestamp command has no line for warnings. */
    public void printWithoutWarnings(Console console, Options options, String successText) {
        if (options.quiet() || (!options.verbose() && clean())) {
            return;
        }
        console.line("");
        print(console, options, "Number of " + successText + ": ", successes);
        print(console, options, "Number of errors: ", errors);
    }

    /** The remove command prints its errors always, unless /q. */
    public void printRemoved(Console console, Options options) {
        if (options.quiet()) {
            return;
        }
        console.line("");
        if (options.verbose()) {
            console.line("Number of files successfully processed: " + successes);
            console.line("Number of warnings: " + warnings);
        }
        console.line("Number of errors: " + errors);
    }

    private static void print(Console console, Options options, String label, int count) {
        if (options.verbose() || count > 0) {
            console.line(label + count);
        }
    }
}
