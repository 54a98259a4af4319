package io.github.authenticode.fuzz;

import io.github.authenticode.fuzz.anatomy.Explanation;
import io.github.authenticode.fuzz.anatomy.Slack;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.FormatDetector;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One mutant before the verifier.
 *
 * @param accusation what went wrong; empty if nothing
 * @param slack why it is trusted, if it is
 */
record Trial(Specimen specimen, long seed, Optional<String> accusation, boolean trusted, Set<Slack> slack) {
    private static final long MAX_MILLISECONDS = 10_000;
    private static final long MAX_BYTES = 256L << 20;

    /** @param file where the mutant is written to */
    static Trial run(Specimen specimen, long seed, Verifier verifier, Path file) throws IOException {
        return of(specimen, seed, specimen.mutant(seed), verifier, file, MAX_BYTES);
    }

    /**
     * The same for a mutant that was made elsewhere.
     *
     * @param seed any number that names it
     * @param maxBytes what may be allocated in all
     */
    static Trial of(Specimen specimen, long seed, byte[] mutant, Verifier verifier, Path file, long maxBytes)
            throws IOException {
        Files.write(file, mutant);
        long bytes = allocated();
        long began = System.nanoTime();
        try {
            detect(file);
            Verdict verdict = verifier.verify(file, specimen.format());
            long milliseconds = (System.nanoTime() - began) / 1_000_000;
            if (milliseconds > MAX_MILLISECONDS) {
                return accused(specimen, seed, "it took " + milliseconds + " ms");
            }
            // All that was ever allocated is more than what was in use at any time.
            if (allocated() - bytes > maxBytes) {
                return accused(specimen, seed, "it took " + (allocated() - bytes) + " bytes of memory");
            }
            return judged(specimen, seed, mutant, verdict);
        } catch (RuntimeException | Error e) {
            return accused(specimen, seed, "uncaught " + e + " at " + Arrays.toString(e.getStackTrace()));
        }
    }

    /** May refuse a file, and must do so in a way that its callers expect. */
    private static Optional<FileFormat> detect(Path file) {
        try {
            return FormatDetector.detect(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Trial judged(Specimen specimen, long seed, byte[] mutant, Verdict verdict) throws IOException {
        if (verdict.errors().isEmpty() != verdict.isTrusted()) {
            return accused(specimen, seed, "neither trusted nor a violation");
        }
        boolean same = Arrays.equals(mutant, specimen.bytes()) || Arrays.equals(mutant, specimen.other());
        if (!verdict.isTrusted() || same) {
            return new Trial(specimen, seed, Optional.empty(), false, Set.of());
        }
        Explanation explanation = Explanation.of(specimen, mutant).besides(verdict.warnings());
        return new Trial(
                specimen, seed, explanation.accusation().map(a -> "trusted, but " + a), true, explanation.slack());
    }

    private static Trial accused(Specimen specimen, long seed, String how) {
        return new Trial(specimen, seed, Optional.of(how), false, Set.of());
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    String line() {
        return specimen.name() + " " + seed + " " + accusation.orElse("trusted for " + slack);
    }
}
