package io.github.authenticode.report;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.report.text.Formats;
import io.github.authenticode.run.file.FileResult;
import io.github.authenticode.run.file.Outcome;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.verdict.VerifiedFile;
import io.github.authenticode.verify.violation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one message with which a build fails: every failed file, with the cause and the remedy. Files that failed for the
 * same reasons stand together, so that a hundred of them are still read.
 */
public final class FailureMessage {
    private static final String INDENT = "  ";

    private FailureMessage() {}

    /**
     * @param problems those that concern no single file
     * @param results all of the run; those that did not fail are left out
     */
    public static String signing(List<Problem> problems, List<FileResult> results) {
        Map<List<String>, List<String>> byReasons = new LinkedHashMap<>();
        for (FileResult result : results) {
            if (result.outcome() instanceof Outcome.Failed failed) {
                add(byReasons, reasons(failed), result.file().name());
            }
        }
        int count = count(byReasons);
        String first = count == 0
                ? withoutBadFile(results, "Nothing was signed.")
                : count + " of " + Formats.files(results.size()) + " could not be signed; " + unchanged(count);
        return message(first, problems, byReasons, "");
    }

    /**
     * @param problems those that concern no single file
     * @param results all of the run; those that are trusted are left out
     */
    public static String verification(List<Problem> problems, List<VerifiedFile> results) {
        Map<List<String>, List<String>> byReasons = new LinkedHashMap<>();
        for (VerifiedFile result : results) {
            if (!result.isGood()) {
                add(byReasons, reasons(result), result.file().name());
            }
        }
        int count = count(byReasons);
        String first = count == 0
                ? withoutBadFile(results, "Nothing was verified.")
                : count + " of " + Formats.files(results.size()) + (count == 1 ? " is" : " are") + " not trusted"
                        + (anyDisputed(results) ? " by both judges." : ".");
        String last =
                lastWords(results.stream().filter(r -> !r.verdict().isTrusted()).toList());
        return message(first, problems, byReasons, last);
    }

    private static String lastWords(List<VerifiedFile> rejected) {
        if (rejected.isEmpty()) {
            return "";
        }
        String policy = "; or, if it is as it should be, correct <policy> and <trustedRoots>.";
        boolean packed = rejected.stream().allMatch(r -> r.file().name().contains("!/"));
        if (packed) {
            return "Replace what is rejected, and pack its archives again" + policy;
        }
        boolean others = rejected.stream()
                .allMatch(r -> r.verdict().errors().stream()
                        .anyMatch(v -> v.rule() == Rule.PUBLISHER || v.rule() == Rule.PUBLISHER_BY_FILE));
        return others
                ? "Get what is rejected from the publisher whom the policy names; or, if others may sign it, name them in"
                        + " <policy><publisherByFile>."
                : "Sign what is rejected again" + policy;
    }

    private static boolean anyDisputed(List<VerifiedFile> results) {
        return results.stream().anyMatch(r -> r.verdict().isTrusted() && !r.isGood());
    }

    private static String withoutBadFile(List<?> results, String nothing) {
        return results.isEmpty() ? nothing : "The run failed, though no file did.";
    }

    private static String unchanged(int count) {
        return count == 1 ? "it is as it was." : "they are as they were.";
    }

    private static int count(Map<List<String>, List<String>> byReasons) {
        return byReasons.values().stream().mapToInt(List::size).sum();
    }

    private static void add(Map<List<String>, List<String>> byReasons, List<String> reasons, String name) {
        byReasons.computeIfAbsent(reasons, k -> new ArrayList<>()).add(ForeignText.oneLine(name));
    }

    private static String message(
            String first, List<Problem> problems, Map<List<String>, List<String>> byReasons, String last) {
        List<String> lines = new ArrayList<>(List.of(first));
        for (Problem problem : problems) {
            lines.add("");
            lines.addAll(lines(problem));
        }
        byReasons.forEach((reasons, names) -> {
            lines.add("");
            lines.addAll(names);
            reasons.forEach(r -> lines.add(INDENT + r));
        });
        if (!last.isEmpty()) {
            lines.add("");
            lines.add(last);
        }
        return String.join("\n", lines);
    }

    private static List<String> reasons(Outcome.Failed failed) {
        List<String> lines = new ArrayList<>();
        failed.problems().forEach(p -> lines.addAll(lines(p)));
        failed.verdict().ifPresent(v -> lines.addAll(violations(v)));
        return List.copyOf(lines);
    }

    private static List<String> reasons(VerifiedFile verified) {
        List<String> lines = new ArrayList<>();
        verified.problems().forEach(p -> lines.addAll(lines(p)));
        lines.addAll(violations(verified.verdict()));
        return List.copyOf(lines);
    }

    private static List<String> lines(Problem problem) {
        List<String> lines = new ArrayList<>();
        lines.addAll(labelled("Cause:  ", problem.cause()));
        problem.evidence().ifPresent(e -> lines.addAll(labelled("Detail: ", e)));
        lines.addAll(labelled("Remedy: ", problem.remedy()));
        return lines;
    }

    private static List<String> violations(Verdict verdict) {
        return verdict.errors().stream()
                .flatMap(v -> labelled(name(v), v.message()).stream())
                .distinct()
                .toList();
    }

    private static String name(Violation violation) {
        return violation.code().name() + " (" + violation.code().hresult() + "): ";
    }

    private static List<String> labelled(String label, String text) {
        String[] lines = ForeignText.visible(text.strip()).split("\n", -1);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            all.add((i == 0 ? label : " ".repeat(8)) + lines[i]);
        }
        return all;
    }
}
