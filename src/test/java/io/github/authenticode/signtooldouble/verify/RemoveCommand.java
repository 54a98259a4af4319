package io.github.authenticode.signtooldouble.verify;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.Totals;
import io.github.authenticode.signtooldouble.commandline.Usage;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jsign.Signable;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/**
 * {@code signtool remove}: the signatures, or their unauthenticated attributes. It alone names files by their full
 * path.
 */
public final class RemoveCommand {
    private final Console console;
    private final Options options;
    private final WindowsPaths paths;
    private final Totals totals = new Totals();

    public RemoveCommand(Console console, Options options, Surroundings surroundings) {
        this.console = console;
        this.options = options;
        this.paths = new WindowsPaths(surroundings.workingFolder());
    }

    public int run() throws Exception {
        if (!options.hasAny("s", "c", "u")) {
            throw SigntoolError.of(
                    "A required parameter is missing.\n" + Usage.REMOVE.text().stripTrailing());
        }
        options.needsFile();
        if (options.has("s") && options.hasAny("c", "u")) {
            throw SigntoolError.of("The /s option is incompatible with the /c and/or /u option.");
        }
        options.excludes("v", "q");
        options.imitatesNone("c");
        for (String argument : options.files()) {
            List<WindowsPaths.Target> targets = paths.expand(argument);
            if (targets.isEmpty() || targets.stream().anyMatch(t -> Files.isDirectory(t.file()))) {
                console.error("File not found: " + argument);
                totals.error();
                continue;
            }
            for (WindowsPaths.Target target : targets) {
                remove(target.file());
            }
        }
        totals.printRemoved(console, options);
        return totals.exitCode();
    }

    private void remove(Path path) throws IOException, CMSException {
        say("");
        try (Signable file = Signable.of(path.toFile())) {
            if (options.verbose()) {
                String what = options.has("s") ? "signature" : "unauthenticated attributes from the signature";
                say("Removing " + what + " on file: " + paths.full(path));
            }
            strip(file);
            say("Successfully committed changes to the file: " + paths.full(path));
            totals.success();
        } catch (UnsupportedOperationException unknown) {
            if (!options.quiet()) {
                console.err("SignTool Error: CryptSIPRetrieveSubjectGuid returned error: 0x800B0003\n\t");
            }
            totals.error();
        }
    }

    private void strip(Signable file) throws IOException, CMSException {
        CMSSignedData left = null;
        if (options.has("u") && !file.getSignatures().isEmpty()) {
            left = SignatureDetails.without(
                    file.getSignatures().get(0), Optional.empty()); // the others are its attributes
        }
        file.setSignature(left);
        file.save();
    }

    private void say(String line) {
        if (!options.quiet()) {
            console.line(line);
        }
    }
}
