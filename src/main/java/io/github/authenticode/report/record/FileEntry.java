package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.report.text.Verdicts;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file in a report. A signing has two digests and attempts, a verification one digest and maybe a second opinion.
 *
 * @param path relative, with forward slashes
 * @param format the constant of {@link io.github.authenticode.plan.filetype.FileFormat}
 * @param size bytes
 * @param origin how its signature came: only where there is one, in a signing
 * @param verifiedAt when the verifier accepted this very content, where that was before this run
 * @param replacedSignatures subjects of other publishers whose signatures are gone; left out where there were none
 * @param keptFor subject of the other publisher for whose signature the file was left alone; left out of others
 * @param operations ids by which a signing service knows what it signed; absent for a key on the machine
 * @param violations of the file and of no single signature; each signature has its own list
 * @param signatures the primary one first. Where signing failed they are those of the copy that was thrown away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileEntry(
        String path,
        String format,
        long size,
        @Nullable String sha256Before,
        @Nullable String sha256After,
        @Nullable String sha256,
        Result outcome,
        @Nullable Origin origin,
        @Nullable String verifiedAt,
        @Nullable List<String> replacedSignatures,
        @Nullable String keptFor,
        @Nullable Integer attempts,
        @Nullable List<String> operations,
        long durationMillis,
        List<ProblemEntry> problems,
        List<ViolationEntry> violations,
        List<SignatureEntry> signatures,
        @Nullable OpinionEntry opinion) {

    /** The result of a file, in the words of the JSON. */
    public enum Result {
        SIGNED,
        SKIPPED,
        /** Left alone, since another publisher has signed it. */
        KEPT,
        FAILED,
        TRUSTED,
        REJECTED,
        /** Trusted by this plugin, and not by the second judge. */
        DISPUTED,
        /** The run was interrupted before it came to an end with the file, which is as it was. */
        UNFINISHED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isBad() {
            return this == FAILED || this == REJECTED || this == DISPUTED;
        }
    }

    /** The origin of a file's signature, in the words of the JSON. */
    public enum Origin {
        SIGNED("signed"),
        FROM_CACHE("fromCache"),
        FROM_IDENTICAL_FILE("fromIdenticalFile"),
        FROM_EARLIER_RUN("fromEarlierRun"),
        UP_TO_DATE("upToDate");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        @Override
        @JsonValue
        public String toString() {
            return word;
        }

        static Optional<Origin> of(Outcome outcome) {
            if (outcome instanceof Outcome.Skipped) {
                return Optional.of(UP_TO_DATE);
            }
            return outcome instanceof Outcome.Signed signed
                    ? Optional.of(
                            switch (signed.origin()) {
                                case ENGINE -> SIGNED;
                                case CACHE -> FROM_CACHE;
                                case IDENTICAL_FILE -> FROM_IDENTICAL_FILE;
                                case EARLIER_RUN -> FROM_EARLIER_RUN;
                            })
                    : Optional.empty();
        }
    }

    public static FileEntry of(FileResult result, EntryCache entries) {
        ReportPaths places = entries.places();
        Optional<Verdict> verdict = Verdicts.of(result.outcome());
        return new FileEntry(
                places.cleanName(result.file().name()),
                result.file().format().name(),
                result.size(),
                lower(result.sha256Before()),
                lower(result.sha256After()),
                null,
                resultOf(result.outcome()),
                Origin.of(result.outcome()).orElse(null),
                verifiedAt(result.outcome()),
                replaced(result.outcome(), places),
                result.outcome() instanceof Outcome.Kept kept ? places.cleanName(kept.publisher()) : null,
                result.attempts(),
                result.operations().isEmpty() ? null : result.operations(),
                result.duration().toMillis(),
                ProblemEntry.of(Verdicts.problems(result.outcome()), places),
                ViolationEntry.of(verdict.map(Verdict::fileViolations).orElse(List.of()), places),
                SignatureEntry.of(verdict.map(Verdict::signatures).orElse(List.of()), entries),
                null);
    }

    /** Not even its digest is known: who interrupts a build does not wait until large files are read. */
    public static FileEntry unfinished(PlannedFile file, ReportPaths places) {
        return new FileEntry(
                places.cleanName(file.name()),
                file.format().name(),
                size(file),
                null,
                null,
                null,
                Result.UNFINISHED,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static long size(PlannedFile file) {
        try {
            return Files.size(file.path());
        } catch (IOException nobodyCanRead) {
            return 0;
        }
    }

    public static FileEntry of(VerifiedFile verified, EntryCache entries) {
        ReportPaths places = entries.places();
        return new FileEntry(
                places.cleanName(verified.file().name()),
                verified.file().format().name(),
                verified.size(),
                null,
                null,
                lower(verified.sha256()),
                resultOf(verified),
                null,
                null,
                null,
                null,
                null,
                null,
                verified.duration().toMillis(),
                ProblemEntry.of(verified.problems(), places),
                ViolationEntry.of(verified.verdict().fileViolations(), places),
                SignatureEntry.of(verified.verdict().signatures(), entries),
                verified.opinion().map(o -> OpinionEntry.of(o, places)).orElse(null));
    }

    private static @Nullable String verifiedAt(Outcome outcome) {
        return judged(outcome)
                .map(i -> i.truncatedTo(ChronoUnit.MILLIS).toString())
                .orElse(null);
    }

    private static Optional<Instant> judged(Outcome outcome) {
        if (outcome instanceof Outcome.Kept kept) {
            return kept.judged();
        }
        return outcome instanceof Outcome.Skipped skipped ? skipped.judged() : Optional.empty();
    }

    private static @Nullable List<String> replaced(Outcome outcome, ReportPaths places) {
        return outcome instanceof Outcome.Signed signed && !signed.replaced().isEmpty()
                ? signed.replaced().stream().map(places::cleanName).toList()
                : null;
    }

    /** Those of the file and of its signatures. */
    public Stream<ViolationEntry> allViolations() {
        return Stream.concat(violations.stream(), signatures.stream().flatMap(s -> s.violations().stream()));
    }

    private static Result resultOf(VerifiedFile verified) {
        if (verified.isGood()) {
            return Result.TRUSTED;
        }
        return verified.verdict().isTrusted() ? Result.DISPUTED : Result.REJECTED;
    }

    private static @Nullable String lower(Optional<String> digest) {
        return digest.map(d -> d.toLowerCase(Locale.ROOT)).orElse(null);
    }

    private static Result resultOf(Outcome outcome) {
        if (outcome instanceof Outcome.Signed) {
            return Result.SIGNED;
        }
        if (outcome instanceof Outcome.Kept) {
            return Result.KEPT;
        }
        return outcome instanceof Outcome.Skipped ? Result.SKIPPED : Result.FAILED;
    }
}
