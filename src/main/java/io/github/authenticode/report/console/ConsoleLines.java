package io.github.authenticode.report.console;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.Timestamping;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.report.FailureMessage;
import io.github.authenticode.report.PolicyFacts;
import io.github.authenticode.report.SecondOpinionFacts;
import io.github.authenticode.report.SigningFacts;
import io.github.authenticode.report.text.CommonName;
import io.github.authenticode.report.text.Formats;
import io.github.authenticode.report.text.Verdicts;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.verify.verdict.Check;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.RevocationFinding;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a run on the console while it goes: a start, one line a file (two where it failed), one summary. The
 * whole of each failure comes once, at the end, from {@link FailureMessage}.
 *
 * <p>Every method only makes lines; the caller logs them.
 */
public final class ConsoleLines {
    private static final List<Check.Kind> TOLD = List.of(Check.Kind.REVOCATION, Check.Kind.TIMESTAMP_REVOCATION);
    private static final String INDENT = "      ";

    private ConsoleLines() {}

    /** The first lines of a signing. */
    public static List<String> signingStarts(SigningFacts facts, boolean testCertificate, int files) {
        String first = "Signing " + Formats.files(files) + ": identity " + facts.identity() + ", engine "
                + facts.engine() + ", " + timestamps(facts.timestamping());
        return testCertificate
                ? List.of(
                        first,
                        "TEST CERTIFICATE: no other machine trusts these signatures. Choose another identity for a release.")
                : List.of(first);
    }

    /** The first lines of a verification. */
    public static List<String> verificationStarts(PolicyFacts facts, boolean testCertificate, int files) {
        List<String> parts = new ArrayList<>();
        parts.add(facts.publisher().map(p -> "publisher " + p).orElse("any publisher"));
        if (facts.rules().hold(Rule.PUBLISHER_BY_FILE)) {
            parts.add("others for some files");
        }
        facts.subscriberEku().ifPresent(e -> parts.add("subscriber EKU " + e));
        parts.add(facts.timestampRequired() ? "timestamp required" : "timestamp not required");
        facts.file().ifPresent(f -> parts.add("policy file " + f.name()));
        facts.verifyAt().ifPresent(i -> parts.add("as of " + i));
        parts.add("trusting " + String.join(" and ", facts.trustSources()));
        String first = "Verifying " + Formats.files(files) + ": " + String.join(", ", parts);
        return testCertificate
                ? List.of(first, "TEST CERTIFICATE: its root is trusted here. Other machines do not trust it.")
                : List.of(first);
    }

    /** What folders held that somebody watches for unsigned files. */
    public static String watched(List<String> folders, int found, int unsigned) {
        return "Looked for unsigned files in " + String.join(" and ", folders) + ": " + found
                + (found == 1 ? " more signable file, " : " more signable files, ") + unsigned + " unsigned";
    }

    /** What archives held, before it is judged. */
    public static String lookedInside(int archives, int found) {
        return "Looked inside " + archives + (archives == 1 ? " archive: " : " archives: ") + found
                + (found == 1 ? " signable file" : " signable files");
    }

    /** Who else judges; nothing where nobody does. */
    public static List<String> secondOpinion(SecondOpinionFacts facts) {
        return facts
                .judge()
                .map(judge -> "Second opinion: " + judge
                        + facts.version().map(v -> " " + v).orElse(""))
                .stream()
                .toList();
    }

    /** One file that was signed, skipped, left alone or not signed. */
    public static List<String> file(int position, int total, FileResult result) {
        String name = result.file().name() + "  " + Formats.duration(result.duration());
        if (result.outcome() instanceof Outcome.Failed failed) {
            return withReasons(line(position, total, "FAILED ", name), reasons(failed), List.of());
        }
        if (result.outcome() instanceof Outcome.Kept kept) {
            String by = "  left alone, signed by " + CommonName.of(kept.publisher());
            return withReasons(
                    line(position, total, "kept   ", name + by),
                    List.of(),
                    warnings(kept.verdict(), result.file().name()));
        }
        String line = result.outcome() instanceof Outcome.Signed signed
                ? line(position, total, "signed ", name + origin(signed.origin()) + replaced(signed.replaced()))
                : line(position, total, "skipped", name);
        return Verdicts.of(result.outcome())
                .map(v -> withReasons(line, List.of(), warnings(v, result.file().name())))
                .orElse(List.of(line));
    }

    /** One file that was verified. */
    public static List<String> file(int position, int total, VerifiedFile verified) {
        Verdict verdict = verified.verdict();
        String name = verified.file().name();
        if (verified.isGood()) {
            String story = signature(verdict.signatures().get(0))
                    + verified.opinion().map(ConsoleLines::opinion).orElse("");
            return withReasons(
                    line(position, total, "trusted ", name + "  " + story), List.of(), warnings(verdict, name));
        }
        List<String> reasons = new ArrayList<>(violations(verdict));
        verified.problems().forEach(p -> reasons.add(p.cause()));
        return withReasons(
                line(position, total, verdict.isTrusted() ? "DISPUTED" : "REJECTED", name),
                reasons,
                warnings(verdict, name));
    }

    /** Said where nothing changed since the verifier accepted all files. */
    public static String notVerifiedAgain(Instant since) {
        return "Nothing changed since the verifier accepted these files, the first at "
                + since.truncatedTo(ChronoUnit.SECONDS) + ": not verified again";
    }

    /** The last line of a signing. */
    public static String signingEnds(List<FileResult> results, Duration duration) {
        return signingEnds(results, results.size(), duration);
    }

    /** @param files those without a result too */
    static String signingEnds(List<FileResult> results, int files, Duration duration) {
        long kept = count(results, Outcome.Kept.class);
        return "Signed " + count(results, Outcome.Signed.class) + origins(results)
                + (kept == 0 ? "" : ", kept " + kept + " of other publishers") + ", skipped "
                + count(results, Outcome.Skipped.class)
                + ", failed " + count(results, Outcome.Failed.class) + " of " + Formats.files(files) + " in "
                + Formats.duration(duration);
    }

    private static String origins(List<FileResult> results) {
        List<String> parts = new ArrayList<>();
        long cached = count(results, SignatureOrigin.CACHE);
        long earlier = count(results, SignatureOrigin.EARLIER_RUN);
        long identical = count(results, SignatureOrigin.IDENTICAL_FILE);
        if (identical > 0) {
            parts.add(identical + (identical == 1 ? " as an identical file" : " as identical files"));
        }
        if (cached > 0) {
            parts.add(cached + " from the cache");
        }
        if (earlier > 0) {
            parts.add(earlier + " by an earlier run");
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static long count(List<FileResult> results, SignatureOrigin origin) {
        return results.stream()
                .filter(r -> r.outcome() instanceof Outcome.Signed signed && signed.origin() == origin)
                .count();
    }

    private static String origin(SignatureOrigin origin) {
        return switch (origin) {
            case ENGINE -> "";
            case CACHE -> "  from the cache";
            case IDENTICAL_FILE -> "  as an identical file";
            case EARLIER_RUN -> "  by an earlier run";
        };
    }

    /** Whose signatures are gone. */
    private static String replaced(List<String> subjects) {
        return subjects.isEmpty()
                ? ""
                : "  in the place of the signature of "
                        + subjects.stream().map(CommonName::of).collect(Collectors.joining(" and "));
    }

    /** What a metered service did, in one line. */
    public static String service(SigningFacts.Service service) {
        return "Signatures of the service: " + service.spent() + " spent, " + service.saved()
                + " saved (correlation id " + service.correlationId() + ")";
    }

    /** What nobody looked into, in one line; nothing where everything was. */
    public static Optional<String> notChecked(List<Check> ofTheRun, List<VerifiedFile> results) {
        List<String> parts = new ArrayList<>();
        for (Check.Kind kind : TOLD) {
            List<Check> missed =
                    results.stream().flatMap(r -> missed(r, kind).stream()).toList();
            if (!missed.isEmpty()) {
                String of = missed.size() == results.size() ? "" : " of " + Formats.files(missed.size());
                parts.add(kind.id() + of + " (" + one(missed) + ")");
            }
        }
        ofTheRun.stream().filter(c -> !c.made()).map(c -> c.kind().id()).forEach(parts::add);
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ForeignText.oneLine("Not checked: " + String.join(", ", parts) + ". The report says why."));
    }

    private static Optional<Check> missed(VerifiedFile file, Check.Kind kind) {
        return file.verdict().signatures().stream()
                .flatMap(s -> s.evidence().stream())
                .flatMap(e -> e.checks().stream())
                .filter(c -> c.kind() == kind && !c.made())
                .findFirst();
    }

    private static String one(List<Check> missed) {
        List<String> reasons = missed.stream().map(Check::words).distinct().toList();
        return reasons.size() > 1 ? reasons.size() + " reasons" : reasons.get(0).replaceFirst("\\.$", "");
    }

    /** The last line of a verification. */
    public static String verificationEnds(List<VerifiedFile> results, Duration duration) {
        return verificationEnds(results, results.size(), duration);
    }

    /** @param files those without a result too */
    static String verificationEnds(List<VerifiedFile> results, int files, Duration duration) {
        long trusted = results.stream().filter(VerifiedFile::isGood).count();
        long disputed = results.stream().filter(r -> r.verdict().isTrusted()).count() - trusted;
        return "Trusted " + trusted + ", rejected " + (results.size() - trusted - disputed)
                + (disputed == 0 ? "" : ", disputed " + disputed) + " of "
                + Formats.files(files) + " in " + Formats.duration(duration)
                + Formats.warnings(results.stream()
                        .mapToLong(r -> r.verdict().warnings().size())
                        .sum());
    }

    private static long count(List<FileResult> results, Class<? extends Outcome> kind) {
        return results.stream().filter(r -> kind.isInstance(r.outcome())).count();
    }

    private static String timestamps(Timestamping timestamping) {
        if (!timestamping.enabled()) {
            return "no timestamps";
        }
        List<String> authorities =
                timestamping.urls().stream().map(PublicUrl::of).toList();
        return "timestamps from " + (authorities.isEmpty() ? "its own authority" : String.join(" or ", authorities));
    }

    private static String signature(SignatureVerdict signature) {
        String signer = signature.signer().map(s -> CommonName.of(s.subject())).orElse("signer unknown");
        return signer
                + signature
                        .timestamp()
                        .map(t -> ", timestamped " + Formats.day(t.time())
                                + (t.isLegacy() ? " by a legacy countersignature" : ""))
                        .orElse(", not timestamped")
                + signature
                        .catalog()
                        .map(c -> (c.endsWith("bundle") ? ", by the bundle " : ", by the catalog ") + c)
                        .orElse("")
                + revokedLater(signature);
    }

    private static String revokedLater(SignatureVerdict signature) {
        return signature.evidence().stream()
                .flatMap(e -> e.revocations().stream())
                .filter(r -> r.status() == RevocationFinding.Status.REVOKED_LATER)
                .findFirst()
                .map(r -> ", \"" + r.name() + "\" revoked later"
                        + r.since().map(s -> " (" + Formats.day(s) + ")").orElse(""))
                .orElse("");
    }

    private static String opinion(Opinion opinion) {
        return switch (opinion.stance()) {
            case ACCEPTS -> ", " + opinion.judge() + " agrees";
            case ACCEPTS_UNSTAMPED -> ", " + opinion.judge() + " sees no timestamp";
            case DISTRUSTS_ROOT -> ", " + opinion.judge() + " does not trust its root";
            case REFUSES, ABSTAINS, FAILED -> ", no opinion from " + opinion.judge();
        };
    }

    private static List<String> reasons(Outcome.Failed failed) {
        Stream<String> problems = failed.problems().stream().map(Problem::cause);
        return Stream.concat(problems, failed.verdict().map(ConsoleLines::violations).orElse(List.of()).stream())
                .toList();
    }

    private static List<String> violations(Verdict verdict) {
        return verdict.errors().stream()
                .map(v -> v.code().name() + ": " + v.message())
                .toList();
    }

    /** One for each rule that the file breaks and that only warns. */
    private static List<String> warnings(Verdict verdict, String name) {
        return verdict.warnings().stream()
                .map(v -> INDENT + "WARNING " + v.rule().id() + ": " + ForeignText.oneLine(name + ": " + v.message()))
                .distinct()
                .toList();
    }

    private static List<String> withReasons(String line, List<String> reasons, List<String> warnings) {
        List<String> lines = new ArrayList<>(List.of(line));
        if (!reasons.isEmpty()) {
            String more = reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more)" : "";
            lines.add(INDENT + ForeignText.oneLine(reasons.get(0)) + more);
        }
        lines.addAll(warnings);
        return lines;
    }

    private static String line(int position, int total, String word, String rest) {
        return "[" + position + "/" + total + "] " + word + " " + ForeignText.oneLine(rest);
    }
}
