package io.github.authenticode.engine.signtool.verify;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.diagnose.catalogue.WindowsError;
import io.github.authenticode.engine.tool.FileOutcome;
import java.util.Optional;
import java.util.Set;

/**
 * The answer of {@code signtool verify} on one file.
 *
 * @param problem why it does not accept the file; or, where it does, what it warns of
 */
public record SigntoolOpinion(Word word, Optional<Problem> problem) {
    private static final Set<ProblemId> UNTRUSTED_ROOT =
            Set.of(SigntoolProblem.SIGNTOOL_UNTRUSTED_ROOT, WindowsError.HRESULT_800B0109);
    private static final Set<ProblemId> UNRECOGNIZED =
            Set.of(SigntoolProblem.SIGNTOOL_FORMAT_UNVERIFIABLE, WindowsError.HRESULT_800B0003);

    /** Its answer in one word. */
    public enum Word {
        ACCEPTED,
        /**
         * Accepted, with the warning of {@code /tw} that there is no timestamp. A timestamp whose root Windows does not
         * trust is none to signtool either (measured with signtool.exe 10.0.26100 under Wine).
         */
        UNSTAMPED,
        REFUSED,
        /** Refused since Windows does not trust the root; digest and signature had been found good before. */
        UNTRUSTED_ROOT,
        /** No component of this Windows knows how such a file carries a signature, or the file is damaged. */
        UNRECOGNIZED,
        /** It ended before it came to an answer, or could not be started. */
        UNSAID
    }

    /**
     * @param succeeded whether it said that the file is verified, be it with a warning
     * @param looked whether it began with the file and then ended by itself
     */
    static SigntoolOpinion of(FileOutcome outcome, boolean succeeded, boolean looked) {
        return new SigntoolOpinion(word(outcome, succeeded, looked), outcome.problem());
    }

    private static Word word(FileOutcome outcome, boolean succeeded, boolean looked) {
        if (succeeded) {
            return isOneOf(Set.of(SigntoolProblem.SIGNTOOL_NOT_TIMESTAMPED), outcome) ? Word.UNSTAMPED : Word.ACCEPTED;
        }
        if (outcome.named() && isOneOf(UNTRUSTED_ROOT, outcome)) {
            return Word.UNTRUSTED_ROOT;
        }
        if (outcome.named() && isOneOf(UNRECOGNIZED, outcome)) {
            return Word.UNRECOGNIZED;
        }
        return outcome.named() || looked ? Word.REFUSED : Word.UNSAID;
    }

    private static boolean isOneOf(Set<ProblemId> ids, FileOutcome outcome) {
        return outcome.problem().filter(p -> ids.stream().anyMatch(p::is)).isPresent();
    }
}
