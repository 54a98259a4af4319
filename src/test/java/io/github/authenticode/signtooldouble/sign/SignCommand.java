package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.FileFailure;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.Totals;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.nio.file.Files;
import java.util.List;
import net.jsign.Signable;
import org.jspecify.annotations.Nullable;

/** {@code signtool sign}. */
public final class SignCommand {
    private final Console console;
    private final Options options;
    private final Surroundings surroundings;
    private final WindowsPaths paths;
    private final SignFaults faults;
    private final Totals totals = new Totals();

    public SignCommand(Console console, Options options, Surroundings surroundings, Misbehaviour misbehaviour) {
        this.console = console;
        this.options = options;
        this.surroundings = surroundings;
        this.paths = new WindowsPaths(surroundings.workingFolder());
        this.faults = new SignFaults(misbehaviour);
    }

    public int run() throws Exception {
        SignRules.check(options);
        SignSource source = SignSource.of(console, options, surroundings);
        faults.hang();
        int done = 0;
        for (String argument : options.files()) {
            if (faults.diesAfter(done++, options.files().size())) {
                return SignFaults.CRASH;
            }
            List<WindowsPaths.Target> targets = paths.expand(argument);
            if (targets.isEmpty()) {
                console.error("File not found: " + argument);
                totals.error();
            }
            for (WindowsPaths.Target target : targets) {
                sign(target, source);
            }
        }
        totals.print(console, options, "files successfully Signed");
        return totals.exitCode();
    }

    private void sign(WindowsPaths.Target target, SignSource source) throws Exception {
        if (Files.isDirectory(target.file())) {
            source.reportFolder(target.shown());
            totals.error();
            return;
        }
        source.requireMetadata(paths.full(target.file()));
        try {
            signReal(target, source);
            if (!options.quiet()) {
                console.line("Successfully signed: " + target.shown());
            }
            totals.success();
        } catch (FileFailure e) {
            fail(target, e.getMessage());
        } catch (DlibFailure e) {
            if (e.information().isPresent()) {
                console.line(e.information().get());
                throw SigntoolError.of(String.valueOf(e.getMessage()));
            }
            fail(target, e.getMessage());
        }
    }

    private void signReal(WindowsPaths.Target target, SignSource source) throws Exception {
        faults.lockedOrUnstamped(options);
        if (faults.signsNothing()) {
            return;
        }
        try (Signable file = FileSigner.open(target.file())) {
            FileSigner.sign(file, source.key(), source.digest(), faults.stamped(options));
        }
        faults.garble(target.file());
    }

    private void fail(WindowsPaths.Target target, @Nullable String message) {
        if (!options.quiet()) {
            console.error(String.valueOf(message));
        }
        console.error("An error occurred while attempting to sign: " + target.shown());
        totals.error();
    }
}
