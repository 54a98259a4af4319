package io.github.authenticode.run.gate;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileStamp;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.GuardedVerifier;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.Workers;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.ContentComparison;
import io.github.authenticode.verify.format.comparison.ComparedContent;
import io.github.authenticode.verify.format.comparison.ContentDifference;
import io.github.authenticode.verify.verdict.Verdict;
import java.io.IOException;
import java.util.Optional;

/**
 * The gate between a signed copy and the original, wherever the copy comes from: the verifier's verdict, and the
 * comparison with the original. The verdict alone cannot tell that content was lost, since what is left is signed well.
 * One reading of both files compares them and takes their digests.
 */
public record Gate(GuardedVerifier judge, CopyComparer comparer, String engine, SignatureOptions options) {
    /** @throws IOException if one of the two cannot be read */
    public Inspection inspect(StagedFile staged) throws IOException, InterruptedException {
        PlannedFile file = staged.file();
        FileStamp original = FileStamp.at(file.path());
        FileStamp copy = FileStamp.at(staged.path());
        Compared compared = compare(staged);
        Verdict verdict = judge.verdict(file, staged.path());
        Optional<Problem> loss =
                copy.equals(FileStamp.at(staged.path())) ? compared.loss : Optional.of(FileProblems.copyChanged(file));
        boolean same = staged.task().had(compared.original);
        return new Inspection(staged, compared.copy, original, same, verdict, loss, compared.comparable);
    }

    private record Compared(Fingerprint original, Fingerprint copy, Optional<Problem> loss, boolean comparable) {}

    /** A file made to break a parser is a failure of that file, as it is with the verifier. */
    private Compared compare(StagedFile staged) throws IOException, InterruptedException {
        PlannedFile file = staged.file();
        try {
            ContentComparison comparison = comparer.compare(file.path(), staged.path(), file.format());
            Optional<ContentDifference> difference = comparison.difference();
            Optional<Problem> loss =
                    difference.isPresent() ? Optional.of(contentChanged(file, difference.get())) : lost(staged);
            return new Compared(fingerprint(comparison.original()), fingerprint(comparison.signed()), loss, true);
        } catch (MalformedFileException e) {
            return incomparable(staged, FileProblems.evidence(e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Workers.checkInterrupted();
            return incomparable(staged, "The comparison crashed with " + e + ".");
        }
    }

    private static Fingerprint fingerprint(ComparedContent content) {
        return new Fingerprint(content.size(), content.sha256());
    }

    private Compared incomparable(StagedFile staged, String why) throws IOException {
        Problem problem = Problem.of(
                        SigningProblem.CONTENT_NOT_COMPARABLE,
                        "Whether " + engine + " left the content of "
                                + staged.file().name() + " as it was cannot be told, so the file was left as it was.",
                        remedy())
                .withEvidence(why);
        return new Compared(
                Fingerprint.of(staged.file().path()), Fingerprint.of(staged.path()), Optional.of(problem), false);
    }

    /** The earlier signatures that are to stay, each with all that it signs. */
    private Optional<Problem> lost(StagedFile staged) throws IOException {
        PlannedFile file = staged.file();
        boolean kept = !options.appends(staged.task().foreign())
                || comparer.keepsSignatures(file.path(), staged.path(), file.format());
        return kept
                ? Optional.empty()
                : Optional.of(Problem.of(
                        SigningProblem.CONTENT_CHANGED,
                        engine + " was to add a signature to " + file.name()
                                + ", but an earlier one is lost or changed. The file was left as it was.",
                        remedy()));
    }

    private Problem contentChanged(PlannedFile file, ContentDifference difference) {
        return Problem.of(
                SigningProblem.CONTENT_CHANGED,
                engine + " changed more of " + file.name() + " than its signature: " + difference.text()
                        + ". The file was left as it was.",
                remedy());
    }

    private String remedy() {
        return "Sign it with another <engine>, and report this to the makers of "
                + (engine.equals("embedded") ? "this plugin." : engine + ".");
    }
}
