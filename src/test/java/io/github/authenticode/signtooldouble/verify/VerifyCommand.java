package io.github.authenticode.signtooldouble.verify;

import io.github.authenticode.signtooldouble.Surroundings;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import io.github.authenticode.signtooldouble.commandline.Totals;
import io.github.authenticode.signtooldouble.commandline.WindowsPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import net.jsign.Signable;
import org.bouncycastle.cms.CMSSignedData;

/**
 * {@code signtool verify}, for embedded signatures: file digest, root and timestamp, and no more than that. Only /pa
 * can succeed, since no test has a certificate that the driver policy trusts.
 */
public final class VerifyCommand {
    private final Console console;
    private final Options options;
    private final WindowsPaths paths;
    private final List<X509Certificate> roots;
    private final Totals totals = new Totals();
    private boolean headerPrinted;

    public VerifyCommand(Console console, Options options, Surroundings surroundings)
            throws IOException, GeneralSecurityException {
        this.console = console;
        this.options = options;
        this.paths = new WindowsPaths(surroundings.workingFolder());
        this.roots = surroundings.store().roots();
    }

    public int run() throws Exception {
        check();
        for (String argument : options.files()) {
            List<WindowsPaths.Target> targets = paths.expand(argument);
            if (targets.isEmpty() || targets.stream().anyMatch(t -> Files.isDirectory(t.file()))) {
                console.error("File not found: " + argument);
                totals.error();
                continue;
            }
            for (WindowsPaths.Target target : targets) {
                verify(target);
            }
        }
        totals.print(console, options, (options.has("all") ? "signatures" : "files") + " successfully Verified");
        return totals.exitCode();
    }

    private void check() throws SigntoolError {
        options.needsFile();
        if (options.has("kp") && options.hasAny("bp", "pa", "pg")) {
            throw SigntoolError.of("/kp cannot be used with /bp, /pa, or /pg.");
        }
        options.excludes("q", "v");
        options.excludes("ds", "all");
        options.needs("d", "v", "The /d option requires the /v option.");
        options.needs("ph", "v", "The /ph option requires the /v option.");
        options.imitatesNone(
                "a",
                "ad",
                "as",
                "ag",
                "c",
                "o",
                "pg",
                "ca",
                "kp",
                "bp",
                "enclave",
                "sl",
                "p7",
                "p7content",
                "ph",
                "ds",
                "u");
    }

    private void verify(WindowsPaths.Target target) throws Exception {
        printHeader(target.shown());
        try (Signable file = Signable.of(target.file().toFile())) {
            List<CMSSignedData> signatures = file.getSignatures();
            if (signatures.isEmpty()) {
                throw VerifyFailure.unlessQuiet("No signature found.");
            }
            int count = options.has("all") ? signatures.size() : 1;
            VerifiedSignature last = null;
            for (int index = 0; index < count; index++) {
                last = new VerifiedSignature(
                        console, options, new SignatureDetails(signatures.get(index), roots), roots);
                last.judge(index, file);
                totals.success();
            }
            console.line("\nSuccessfully verified: " + target.shown());
            if (options.has("tw") && last != null && !last.isTimestamped()) {
                console.warning("File is not timestamped: " + target.shown());
                totals.warning();
            }
        } catch (UnsupportedOperationException unknown) {
            fail(VerifyFailure.always("This file format cannot be verified because it is not\n\trecognized."));
        } catch (VerifyFailure e) {
            fail(e);
        }
    }

    private void fail(VerifyFailure failure) {
        if (!options.quiet() || failure.saidEvenQuietly()) {
            console.error(String.valueOf(failure.getMessage()));
        }
        totals.error();
    }

    /** From the second file on the columns are filled with equals signs: the program leaves its fill character set. */
    private void printHeader(String shown) {
        if (options.verbose()) {
            console.line("\nVerifying: " + shown);
            return;
        }
        String columns = "Index  Algorithm  Timestamp    ";
        console.line("File: " + shown);
        console.line(headerPrinted ? columns.replace(' ', '=') : columns);
        console.line("=".repeat(40));
        headerPrinted = true;
    }
}
