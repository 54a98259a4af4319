package io.github.authenticode.run.file;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.work.VerdictInterner;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.Verifier;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.file.Path;
import java.util.List;

/**
 * A verifier that stays standing if the one that it asks crashes: then the file is not trusted and the others are still
 * judged. A parser that recurses can be driven to a stack overflow by a file made for it, and to one of the heap by
 * what it claims to hold, so those errors count as crashes too.
 */
public record GuardedVerifier(Verifier verifier, VerdictInterner common) {
    public GuardedVerifier(Verifier verifier) {
        this(verifier, new VerdictInterner());
    }

    /** @throws InterruptedException if this thread was interrupted, since a verdict on a cut-off read says nothing */
    public Verdict verdict(PlannedFile file) throws InterruptedException {
        return verdict(file, file.path());
    }

    /** @param content where the file is, or a copy of it that may take its place */
    public Verdict verdict(PlannedFile file, Path content) throws InterruptedException {
        Verdict verdict = crashProof(file, content);
        Workers.checkInterrupted();
        return verdict;
    }

    private Verdict crashProof(PlannedFile file, Path content) {
        try {
            return common.of(verifier.verify(file.name(), content, file.format()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            String message = "The file could not be judged: the verifier crashed with " + e + ".";
            return new Verdict(List.of(), List.of(new Violation(ViolationCode.TRUST_E_FAIL, message)));
        }
    }
}
