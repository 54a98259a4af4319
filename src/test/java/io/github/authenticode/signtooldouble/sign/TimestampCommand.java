package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.FileFailure;
import io.github.authenticode.signtooldouble.commandline.NotImitated;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.Totals;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import io.github.authenticode.signtooldouble.verify.SignatureDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jsign.Signable;
import net.jsign.timestamp.TimestampingException;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/** {@code signtool timestamp}, of the primary signature. */
public final class TimestampCommand {
    private static final String UNSIGNED =
            "No signature was found. The file must be signed before it can\n\tbe timestamped.";
    private static final String INTERNAL_ERROR = "An unexpected internal error has occurred.";

    private final Console console;
    private final Options options;
    private final WindowsPaths paths;
    private final Totals totals = new Totals();

    public TimestampCommand(Console console, Options options, Surroundings surroundings) {
        this.console = console;
        this.options = options;
        this.paths = new WindowsPaths(surroundings.workingFolder());
    }

    public int run() throws Exception {
        check();
        for (String argument : options.files()) {
            List<WindowsPaths.Target> targets = paths.expand(argument);
            if (targets.isEmpty()) {
                console.error("File not found: " + argument);
                totals.error();
            }
            for (WindowsPaths.Target target : targets) {
                timestamp(target);
            }
        }
        totals.printWithoutWarnings(console, options, "files successfully timestamped");
        if (options.files().isEmpty()) {
            console.error("No files were processed.");
            throw SigntoolError.of(INTERNAL_ERROR);
        }
        return totals.exitCode();
    }

    private void check() throws SigntoolError {
        if (!options.hasAny("t", "tr", "tseal")) {
            throw SigntoolError.of("A required parameter is missing.");
        }
        options.excludes("t", "tr");
        options.excludes("t", "td");
        options.excludes("q", "v");
        options.imitatesNone("t", "tseal", "tp", "p7");
        if (!options.has("td")) {
            throw SigntoolError.of(SignRules.noTimestampDigest());
        }
    }

    private void timestamp(WindowsPaths.Target target) throws Exception {
        if (Files.isDirectory(target.file())) {
            throw new NotImitated("timestamp of a folder");
        }
        String attempt = "An error occurred while attempting to timestamp: " + target.shown();
        try {
            add(target.file());
            totals.success();
            if (!options.quiet()) {
                console.line("Successfully timestamped: " + target.shown());
            }
        } catch (FileFailure e) {
            if (!options.quiet()) {
                console.error(String.valueOf(e.getMessage()));
            }
            console.error(attempt);
            totals.error();
        } catch (UnsupportedOperationException unknown) {
            console.line("Error information: \"Error getting existing signature.\" (-2146762749/0x800b0003)");
            console.error(attempt);
            throw SigntoolError.of(INTERNAL_ERROR);
        }
    }

    private void add(Path path) throws FileFailure, IOException, CMSException {
        try (Signable file = Signable.of(path.toFile())) {
            List<CMSSignedData> signatures = new ArrayList<>(file.getSignatures());
            if (signatures.isEmpty()) {
                throw new FileFailure(UNSIGNED);
            }
            CMSSignedData bare = SignatureDetails.without(signatures.get(0), Optional.of(SignatureDetails.RFC3161));
            Digest digest = Digest.valueOf(options.value("td").orElseThrow().toUpperCase(Locale.ROOT));
            String url = options.value("tr").orElseThrow();
            signatures.set(0, new FileSigner.OneTimestamp(digest, url).timestamp(digest.algorithm(), bare));
            file.setSignatures(signatures);
            file.save();
        } catch (TimestampingException e) {
            throw new FileFailure(FileSigner.TSA_FAILED);
        }
    }
}
