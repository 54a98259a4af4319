package io.github.authenticode.run.file;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.verify.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The outcome of a file. */
public sealed interface Outcome {
    /**
     * Signed and accepted by the verifier; the original has been replaced, by this run or by an earlier one that ended
     * early.
     *
     * @param origin where the signature came from
     * @param replaced the subjects of other publishers whose signatures it took the place of
     */
    record Signed(Verdict verdict, SignatureOrigin origin, List<String> replaced) implements Outcome {
        public Signed {
            replaced = List.copyOf(replaced);
        }

        public Signed(Verdict verdict, SignatureOrigin origin) {
            this(verdict, origin, List.of());
        }

        public Signed(Verdict verdict) {
            this(verdict, SignatureOrigin.ENGINE);
        }
    }

    /**
     * Not touched, since another publisher has signed it.
     *
     * @param verdict by the policy, which may refuse it for what it says about the roots that this machine trusts
     * @param publisher subject of the certificate of that signature
     * @param judged when the verifier said so, where that was before this run; the content is still the same
     */
    record Kept(Verdict verdict, String publisher, Optional<Instant> judged) implements Outcome {
        public Kept(Verdict verdict, String publisher) {
            this(verdict, publisher, Optional.empty());
        }
    }

    /**
     * Not touched, since it already meets the policy.
     *
     * @param judged when the verifier said so, where that was before this run; the content is still the same
     */
    record Skipped(Verdict verdict, Optional<Instant> judged) implements Outcome {
        public Skipped(Verdict verdict) {
            this(verdict, Optional.empty());
        }
    }

    /**
     * The original is as it was.
     *
     * @param verdict what the verifier said, where it was asked
     */
    record Failed(List<Problem> problems, Optional<Verdict> verdict) implements Outcome {
        public Failed {
            problems = List.copyOf(problems);
        }

        public Failed(Problem problem) {
            this(List.of(problem), Optional.empty());
        }
    }
}
