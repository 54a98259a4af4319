package io.github.authenticode.report;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.policy.OnlineChecks;
import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.report.record.CheckEntry;
import io.github.authenticode.report.record.EntryCache;
import io.github.authenticode.report.record.FileEntry;
import io.github.authenticode.report.record.FileEntry.Origin;
import io.github.authenticode.report.record.FileEntry.Result;
import io.github.authenticode.report.record.ProblemEntry;
import io.github.authenticode.report.record.Report;
import io.github.authenticode.report.record.RuleEntry;
import io.github.authenticode.report.record.ViolationEntry;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The maker of reports. Whatever goes in, no absolute path and no host name comes out: see {@link ReportPaths}. */
public final class Reports {
    private Reports() {}

    /** @param results in the order of the plan */
    public static Report signing(RunFacts facts, List<FileResult> results) {
        EntryCache entries = new EntryCache(facts.origin().places());
        return report(
                Report.Kind.SIGNING, facts, files(facts, results, FileResult::file, r -> FileEntry.of(r, entries)));
    }

    /** @param results in the order of the plan */
    public static Report verification(RunFacts facts, List<VerifiedFile> results) {
        EntryCache entries = new EntryCache(facts.origin().places());
        return report(
                Report.Kind.VERIFICATION,
                facts,
                files(facts, results, VerifiedFile::file, v -> FileEntry.of(v, entries)));
    }

    /** In the order of the plan, with the files that an interrupted run did not come to an end with. */
    private static <R> List<FileEntry> files(
            RunFacts facts, List<R> results, Function<R, PlannedFile> file, Function<R, FileEntry> entry) {
        Optional<List<PlannedFile>> planned = facts.ending().interrupted();
        if (planned.isEmpty()) {
            return results.stream().map(entry).toList();
        }
        Map<PlannedFile, R> ended = new LinkedHashMap<>();
        results.forEach(r -> ended.put(file.apply(r), r));
        List<FileEntry> files = new ArrayList<>();
        for (PlannedFile one : planned.get()) {
            R result = ended.remove(one);
            files.add(result == null ? FileEntry.unfinished(one, facts.origin().places()) : entry.apply(result));
        }
        ended.values().forEach(r -> files.add(entry.apply(r)));
        return List.copyOf(files);
    }

    private static Report report(Report.Kind kind, RunFacts facts, List<FileEntry> files) {
        ReportPaths places = facts.origin().places();
        RunFacts.Ending ending = facts.ending();
        return new Report(
                Report.SCHEMA_ID,
                Report.SCHEMA_VERSION,
                kind,
                outcome(ending, files),
                ending.finishedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                ending.duration().toMillis(),
                facts.testCertificate(),
                facts.origin().plugin(),
                facts.origin().project().orElse(null),
                facts.signing().map(s -> signing(s, places)).orElse(null),
                facts.policy().map(p -> policy(p, places)).orElse(null),
                facts.secondOpinion().map(s -> secondOpinion(s, places)).orElse(null),
                facts.checks().map(c -> online(c, places)).orElse(null),
                checks(facts, places),
                summary(kind, files, ending.interrupted().isPresent()),
                ending.warnings().stream().map(places::clean).toList(),
                ProblemEntry.of(ending.problems(), places),
                ending.archives().isEmpty() ? null : ending.archives(),
                files);
    }

    private static Report.Outcome outcome(RunFacts.Ending ending, List<FileEntry> files) {
        if (ending.interrupted().isPresent()) {
            return Report.Outcome.INTERRUPTED;
        }
        boolean failed = !ending.problems().isEmpty()
                || files.stream().anyMatch(f -> f.outcome().isBad());
        return failed ? Report.Outcome.FAILED : Report.Outcome.PASSED;
    }

    private static Report.Signing signing(SigningFacts facts, ReportPaths places) {
        List<String> authorities = facts.timestamping().urls().stream()
                .map(u -> places.clean(PublicUrl.of(u)))
                .toList();
        return new Report.Signing(
                facts.identity(),
                facts.engine(),
                new Report.Timestamp(facts.timestamping().enabled(), authorities),
                facts.service()
                        .map(s -> new Report.Service(s.correlationId(), s.spent(), s.saved()))
                        .orElse(null));
    }

    private static Report.Policy policy(PolicyFacts facts, ReportPaths places) {
        return new Report.Policy(
                facts.publisher().orElse(null),
                facts.subscriberEku().orElse(null),
                facts.timestampRequired(),
                facts.file()
                        .map(f -> new Report.PolicyFile(f.name(), f.sha256()))
                        .orElse(null),
                RuleEntry.of(facts.rules(), places),
                facts.trustSources().stream().map(places::clean).toList(),
                facts.verifyAt().map(Object::toString).orElse(null));
    }

    private static Report.SecondOpinion secondOpinion(SecondOpinionFacts facts, ReportPaths places) {
        return new Report.SecondOpinion(
                facts.judge().isPresent(),
                facts.judge().orElse(null),
                facts.version().orElse(null),
                facts.reason().map(places::clean).orElse(null));
    }

    private static Report.Online online(CheckFacts facts, ReportPaths places) {
        OnlineChecks online = facts.online();
        return new Report.Online(
                online.revocation().name().toLowerCase(Locale.ROOT),
                online.fetchIntermediates(),
                online.allowedHosts().stream().sorted().map(places::clean).toList());
    }

    private static List<CheckEntry> checks(RunFacts facts, ReportPaths places) {
        return facts.checks().stream()
                .flatMap(c -> c.checks().stream())
                .map(c -> CheckEntry.of(c, places))
                .toList();
    }

    private static Report.Summary summary(Report.Kind kind, List<FileEntry> files, boolean interrupted) {
        int kept = count(files, Result.KEPT);
        @Nullable Integer unfinished = interrupted ? count(files, Result.UNFINISHED) : null;
        return kind == Report.Kind.SIGNING
                ? new Report.Summary(
                        files.size(),
                        count(files, Result.SIGNED),
                        count(files, Origin.FROM_IDENTICAL_FILE),
                        count(files, Origin.FROM_CACHE),
                        count(files, Origin.FROM_EARLIER_RUN),
                        kept == 0 ? null : kept,
                        count(files, Result.SKIPPED),
                        count(files, Result.FAILED),
                        null,
                        null,
                        null,
                        unfinished,
                        warnings(files))
                : new Report.Summary(
                        files.size(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        count(files, Result.TRUSTED),
                        count(files, Result.REJECTED),
                        count(files, Result.DISPUTED),
                        unfinished,
                        warnings(files));
    }

    private static int warnings(List<FileEntry> files) {
        return (int) files.stream()
                .flatMap(FileEntry::allViolations)
                .filter(ViolationEntry::warns)
                .count();
    }

    private static int count(List<FileEntry> files, Origin origin) {
        return (int) files.stream().filter(f -> f.origin() == origin).count();
    }

    private static int count(List<FileEntry> files, Result result) {
        return (int) files.stream().filter(f -> f.outcome() == result).count();
    }
}
