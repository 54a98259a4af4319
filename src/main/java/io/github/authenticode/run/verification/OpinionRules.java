package io.github.authenticode.run.verification;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.VerificationProblem;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules by which a second opinion is held against this plugin's verdict. A disagreement is an error whichever way
 * it goes. None is what the second judge was never told: the publisher, that a timestamp is required, which algorithms
 * are too weak, and other roots than those of its machine.
 *
 * @param required the second judge must accept every file that it can judge; otherwise only a disagreement is an error
 * @param timestampRequired by the policy, so that this plugin trusts no file without one
 * @param rootsElement the element of the pom that names the trusted roots, where one does: {@code <trustedRoots>}
 */
public record OpinionRules(boolean required, boolean timestampRequired, Optional<String> rootsElement) {
    private static final String SWITCH_OFF = "or set <secondOpinion>none</secondOpinion>.";

    /** What is wrong with a file in the light of both; empty if they agree, or if the second one has no say. */
    List<Problem> problems(Verdict ours, Opinion theirs) {
        if (ours.isByCatalog()) {
            return List.of(); // the second judge looks for a signature in the file, and knows nothing of our catalogs
        }
        if (!ours.isTrusted()) {
            boolean disputed = isAccepted(theirs) && !isOnlyStricter(ours);
            return disputed ? List.of(accepted(theirs)) : List.of();
        }
        return switch (theirs.stance()) {
            case ACCEPTS, ABSTAINS -> List.of();
            case ACCEPTS_UNSTAMPED ->
                timestampRequired && rootsElement.isEmpty() ? List.of(unstamped(theirs)) : List.of();
            case REFUSES -> List.of(refused(theirs));
            case DISTRUSTS_ROOT -> rootsElement.isEmpty() ? List.of(refused(theirs)) : ifRequired(otherRoots(theirs));
            case FAILED -> ifRequired(noOpinion(theirs));
        };
    }

    /** What is no error and should be known all the same. */
    public List<String> warnings(List<VerifiedFile> files) {
        List<String> warnings = new ArrayList<>();
        List<Opinion> roots = lenient(files, Stance.DISTRUSTS_ROOT);
        if (!roots.isEmpty()) {
            warnings.add(roots.get(0).by() + " has no say on " + count(roots)
                    + ": Windows on this machine does not trust the root, which " + rootsElement.orElseThrow()
                    + " names. Install that root in Windows' store of trusted root certification authorities, "
                    + SWITCH_OFF);
        }
        List<Opinion> unstamped = timestampRequired ? lenient(files, Stance.ACCEPTS_UNSTAMPED) : List.of();
        if (!unstamped.isEmpty()) {
            warnings.add(unstamped.get(0).by() + " finds no timestamp that it trusts in " + count(unstamped)
                    + "; this plugin does, with the roots that " + rootsElement.orElseThrow()
                    + " names. Install the root"
                    + " of the timestamp authority in Windows' store of trusted root certification authorities, "
                    + SWITCH_OFF);
        }
        List<Opinion> failed = lenient(files, Stance.FAILED);
        if (!failed.isEmpty()) {
            warnings.add(failed.get(0).by() + " gave no opinion of " + count(failed) + ". "
                    + failed.get(0).reason().map(Problem::text).orElse(""));
        }
        return warnings;
    }

    private static List<Opinion> lenient(List<VerifiedFile> files, Stance stance) {
        return files.stream()
                .filter(VerifiedFile::isGood)
                .flatMap(f -> f.opinion().stream())
                .filter(o -> o.stance() == stance)
                .toList();
    }

    private static boolean isAccepted(Opinion opinion) {
        return opinion.stance() == Stance.ACCEPTS || opinion.stance() == Stance.ACCEPTS_UNSTAMPED;
    }

    private static String count(List<?> files) {
        return files.size() == 1 ? "1 file" : files.size() + " files";
    }

    private List<Problem> ifRequired(Problem problem) {
        return required ? List.of(problem) : List.of();
    }

    /** Whether this plugin rejects the file for nothing but what the second judge does not ask for. */
    private boolean isOnlyStricter(Verdict verdict) {
        Predicate<Violation> stricter = violation -> stricterCodes().anyMatch(violation.code()::equals)
                || !(violation.rule().isFixed() || violation.rule() == Rule.TIMESTAMP_REQUIRED);
        return verdict.fileViolations().stream().filter(Violation::isError).allMatch(stricter)
                && verdict.signatures().stream()
                        .allMatch(s -> s.errors().stream().allMatch(v -> stricter.test(v) || isMissingTimestamp(v, s)));
    }

    private Stream<ViolationCode> stricterCodes() {
        Stream<ViolationCode> always =
                Stream.of(ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED, ViolationCode.CRYPT_E_SECURITY_SETTINGS);
        return rootsElement.isEmpty() ? always : Stream.concat(always, Stream.of(ViolationCode.CERT_E_UNTRUSTEDROOT));
    }

    private static boolean isMissingTimestamp(Violation violation, SignatureVerdict signature) {
        return violation.code() == ViolationCode.TRUST_E_TIME_STAMP
                && signature.timestamp().isEmpty();
    }

    private static Problem refused(Opinion theirs) {
        return problem(
                VerificationProblem.SECOND_OPINION_REFUSES,
                "Two judges disagree: this plugin trusts the file, " + theirs.by() + " refuses it.",
                theirs,
                "Do not ship the file before both accept it.");
    }

    private static Problem unstamped(Opinion theirs) {
        Problem problem = Problem.of(
                VerificationProblem.SECOND_OPINION_TIMESTAMP,
                "Two judges disagree: this plugin trusts the timestamp of the file, " + theirs.by()
                        + " finds none that it trusts.",
                "Sign again with a timestamp authority that Windows trusts.");
        return withWords(problem, theirs);
    }

    private static Problem withWords(Problem problem, Opinion theirs) {
        return theirs.reason()
                .flatMap(Problem::evidence)
                .map(problem::withEvidence)
                .orElse(problem);
    }

    private static Problem accepted(Opinion theirs) {
        return Problem.of(
                VerificationProblem.SECOND_OPINION_ACCEPTS,
                "Two judges disagree: this plugin rejects the file, " + theirs.by() + " accepts it.",
                "Do what the violations say; if they are wrong, report that as a bug of this plugin.");
    }

    private Problem otherRoots(Opinion theirs) {
        Problem problem = Problem.of(
                VerificationProblem.SECOND_OPINION_ROOTS,
                theirs.by() + " refuses the file only because Windows on this machine does not trust its root, which "
                        + rootsElement.orElseThrow() + " names.",
                "Install that root in Windows' store of trusted root certification authorities, " + SWITCH_OFF);
        return withWords(problem, theirs);
    }

    private static Problem noOpinion(Opinion theirs) {
        return problem(
                VerificationProblem.SECOND_OPINION_MISSING,
                theirs.by() + " gave no opinion of the file.",
                theirs,
                "Build again, " + SWITCH_OFF);
    }

    /** The cause, the other judge's reason, its own words, its remedy and then the last one. */
    private static Problem problem(ProblemId id, String cause, Opinion theirs, String last) {
        Optional<Problem> reason = theirs.reason();
        Problem problem = Problem.of(
                id,
                cause + reason.map(r -> " " + r.cause()).orElse(""),
                reason.map(r -> r.remedy() + " ").orElse("") + last);
        return withWords(problem, theirs);
    }
}
