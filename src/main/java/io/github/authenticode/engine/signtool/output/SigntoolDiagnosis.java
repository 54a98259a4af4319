package io.github.authenticode.engine.signtool.output;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.engine.tool.FileOutcome;
import io.github.authenticode.engine.tool.HResults;
import io.github.authenticode.engine.tool.KnownMessage;
import io.github.authenticode.process.Redaction;
import io.github.authenticode.process.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From the words of a failed call to its cause: known messages first, then the error numbers of Windows, then the
 * vaguer messages, at last the way in which the process ended.
 */
public final class SigntoolDiagnosis {
    private static final int EVIDENCE_LIMIT = 600;

    private final boolean dlib;
    private final List<KnownMessage> ofIdentity;
    private final Redaction redaction;

    /** @param dlib whether the call uses a client library ({@code /dlib}) */
    public SigntoolDiagnosis(boolean dlib, Redaction redaction) {
        this(dlib, List.of(), redaction);
    }

    /** @param ofIdentity what messages mean with this kind of key, where that is more than they mean in general */
    public SigntoolDiagnosis(boolean dlib, List<KnownMessage> ofIdentity, Redaction redaction) {
        this.dlib = dlib;
        this.ofIdentity = List.copyOf(ofIdentity);
        this.redaction = redaction;
    }

    /**
     * Explains the failure of a file that signtool named.
     *
     * @param words what standard error says of it
     * @param printed what stands on standard output from the time when it was worked on
     */
    public FileOutcome named(String words, String printed) {
        return known(words, printed)
                .orElseGet(() -> failure(
                        Problem.of(
                                        SigntoolProblem.SIGNTOOL_NO_REASON,
                                        "signtool failed on the file and gave no reason.",
                                        "Run Maven with -X and look at signtool's output above this message.")
                                .withEvidence(evidence(words)),
                        false,
                        true));
    }

    /** Explains why nothing was said of a file. */
    public FileOutcome unnamed(ToolResult result, String words, String printed) {
        FileOutcome outcome = known(words, printed).orElseGet(() -> {
            String last = words.isBlank() ? tail(result.stderr() + "\n" + result.stdout()) : words;
            Problem ending = SigntoolEnding.problem(result);
            return failure(last.isBlank() ? ending : ending.withEvidence(evidence(last)), false, false);
        });
        return new FileOutcome(outcome.problem(), outcome.retryable(), false);
    }

    private Optional<FileOutcome> known(String words, String printed) {
        String text = words + "\n" + printed;
        return match(List.of(ofIdentity), words, printed)
                .or(() -> match(SigntoolMessages.SPECIFIC, words, printed))
                .or(() -> HResults.find(text).map(p -> failure(p.withEvidence(evidence(words)), false, true)))
                .or(() -> match(SigntoolMessages.FALLBACK, words, printed));
    }

    private Optional<FileOutcome> match(List<List<KnownMessage>> catalogue, String words, String printed) {
        String text = words + "\n" + printed;
        for (KnownMessage message : catalogue.stream().flatMap(List::stream).toList()) {
            boolean applies = dlib || !message.dlibOnly();
            if (applies && message.words().matcher(text).find()) {
                String own = message.linesIn(words).isPresent()
                        ? words
                        : message.linesIn(printed).orElse("") + "\n" + words;
                Problem problem = listing(message.problem(), printed);
                return Optional.of(failure(problem.withEvidence(evidence(own)), message.retryable(), true));
            }
        }
        return Optional.empty();
    }

    /** The same problem; of several certificates with those that signtool lists. */
    private Problem listing(Problem problem, String printed) {
        List<String> found = problem.is(SigntoolProblem.SIGNTOOL_MANY_CERTIFICATES)
                ? SuitableCertificates.listed(redaction.apply(printed))
                : List.of();
        if (found.isEmpty()) {
            return problem;
        }
        String several = found.size() > 1
                ? "Several certificates match what was asked for: "
                : "signtool meets the certificate that matches several times, as in the stores of user and machine: ";
        return problem.withCause(several + String.join("; ", found) + ".");
    }

    private String evidence(String words) {
        String oneLine = redaction
                .apply(words)
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .collect(Collectors.joining(" "));
        return oneLine.length() <= EVIDENCE_LIMIT ? oneLine : oneLine.substring(0, EVIDENCE_LIMIT) + "...";
    }

    private static String tail(String output) {
        List<String> lines = output.lines().filter(l -> !l.isBlank()).toList();
        return lines.stream().skip(Math.max(0, lines.size() - 3)).collect(Collectors.joining("\n"));
    }

    private static FileOutcome failure(Problem problem, boolean retryable, boolean named) {
        return new FileOutcome(Optional.of(problem), retryable, named);
    }
}
