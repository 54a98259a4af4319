package io.github.authenticode.report;

import io.github.authenticode.plan.OnlineChecks;
import io.github.authenticode.report.FileEntry.Origin;
import io.github.authenticode.report.FileEntry.Result;
import io.github.authenticode.run.FileResult;
import io.github.authenticode.verify.VerifiedFile;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Makes reports. Whatever goes in, no absolute path and no host name comes out: see {@link Places}. */
public final class Reports {
    private Reports() {}

    /** @param results in the order of the plan */
    public static Report signing(RunFacts facts, List<FileResult> results) {
        Entries entries = new Entries(facts.origin().places());
        List<FileEntry> files =
                results.stream().map(r -> FileEntry.of(r, entries)).toList();
        return report(Report.Kind.SIGNING, facts, files);
    }

    /** @param results in the order of the plan */
    public static Report verification(RunFacts facts, List<VerifiedFile> results) {
        Entries entries = new Entries(facts.origin().places());
        List<FileEntry> files =
                results.stream().map(r -> FileEntry.of(r, entries)).toList();
        return report(Report.Kind.VERIFICATION, facts, files);
    }

    private static Report report(Report.Kind kind, RunFacts facts, List<FileEntry> files) {
        Places places = facts.origin().places();
        RunFacts.Ending ending = facts.ending();
        boolean failed = !ending.problems().isEmpty()
                || files.stream().anyMatch(f -> f.outcome().isBad());
        return new Report(
                Report.SCHEMA_ID,
                Report.SCHEMA_VERSION,
                kind,
                failed ? Report.Outcome.FAILED : Report.Outcome.PASSED,
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
                summary(kind, files),
                ending.warnings().stream().map(places::clean).toList(),
                ProblemEntry.of(ending.problems(), places),
                ending.archives().isEmpty() ? null : ending.archives(),
                files);
    }

    private static Report.Signing signing(SigningFacts facts, Places places) {
        List<String> authorities = facts.timestamping().urls().stream()
                .map(u -> places.clean(u.toString()))
                .toList();
        return new Report.Signing(
                facts.identity(),
                facts.engine(),
                new Report.Timestamp(facts.timestamping().enabled(), authorities),
                facts.service()
                        .map(s -> new Report.Service(s.correlationId(), s.spent(), s.saved()))
                        .orElse(null));
    }

    private static Report.Policy policy(PolicyFacts facts, Places places) {
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

    private static Report.SecondOpinion secondOpinion(SecondOpinionFacts facts, Places places) {
        return new Report.SecondOpinion(
                facts.judge().isPresent(),
                facts.judge().orElse(null),
                facts.version().orElse(null),
                facts.reason().map(places::clean).orElse(null));
    }

    private static Report.Online online(CheckFacts facts, Places places) {
        OnlineChecks online = facts.online();
        return new Report.Online(
                online.revocation().name().toLowerCase(Locale.ROOT),
                online.fetchIntermediates(),
                online.allowedHosts().stream().sorted().map(places::clean).toList());
    }

    private static List<CheckEntry> checks(RunFacts facts, Places places) {
        return facts.checks().stream()
                .flatMap(c -> c.checks().stream())
                .map(c -> CheckEntry.of(c, places))
                .toList();
    }

    private static Report.Summary summary(Report.Kind kind, List<FileEntry> files) {
        return kind == Report.Kind.SIGNING
                ? new Report.Summary(
                        files.size(),
                        count(files, Result.SIGNED),
                        count(files, Origin.FROM_CACHE),
                        count(files, Origin.FROM_EARLIER_RUN),
                        count(files, Result.SKIPPED),
                        count(files, Result.FAILED),
                        null,
                        null,
                        null,
                        warnings(files))
                : new Report.Summary(
                        files.size(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        count(files, Result.TRUSTED),
                        count(files, Result.REJECTED),
                        count(files, Result.DISPUTED),
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
