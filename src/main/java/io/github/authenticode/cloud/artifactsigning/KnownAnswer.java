package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.artifactsigning.PossibleCause.Finding;
import io.github.authenticode.cloud.artifactsigning.PossibleCause.Verdict;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A refusal of the service that can be told from its answer.
 *
 * @param id of the problem
 * @param cause what happened, with the placeholders of {@link RefusalContext#fill}
 * @param suspects why it may have, the likeliest first
 * @param remedy where no suspect is found to be the cause
 * @param passing whether the same request may succeed a little later
 */
record KnownAnswer(
        ProblemId id,
        Predicate<RefusalContext> sign,
        String cause,
        List<PossibleCause> suspects,
        String remedy,
        boolean passing) {

    Problem problem(RefusalContext circumstances) {
        List<Finding> findings =
                suspects.stream().flatMap(s -> s.judge(circumstances).stream()).toList();
        String text = circumstances.fill(cause)
                + sentence(" The cause: ", texts(findings, Verdict.FOUND))
                + sentence(" Not the cause: ", texts(findings, Verdict.EXCLUDED))
                + sentence(" What it may be, the likeliest first: ", numbered(texts(findings, Verdict.OPEN)));
        String next = findings.stream()
                .filter(f -> f.verdict() == Verdict.FOUND)
                .map(Finding::remedy)
                .findFirst()
                .orElse(circumstances.fill(remedy));
        return Problem.of(id, text, next).withEvidence(circumstances.evidence());
    }

    private static List<String> texts(List<Finding> findings, Verdict verdict) {
        return findings.stream()
                .filter(f -> f.verdict() == verdict)
                .map(Finding::text)
                .toList();
    }

    private static List<String> numbered(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> "(" + (i + 1) + ") " + texts.get(i))
                .toList();
    }

    private static String sentence(String start, List<String> texts) {
        return texts.isEmpty() ? "" : texts.stream().collect(Collectors.joining("; ", start, "."));
    }
}
