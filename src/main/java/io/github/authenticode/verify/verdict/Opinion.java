package io.github.authenticode.verify.verdict;

import io.github.authenticode.diagnose.Problem;
import java.util.Optional;

/**
 * The opinion of a judge beside this plugin's own on a file.
 *
 * @param judge its name: {@code signtool}
 * @param version of it, where it is known
 * @param reason why it does not accept the file; or, where it accepts it, what it remarks on it
 */
public record Opinion(String judge, Optional<String> version, Stance stance, Optional<Problem> reason) {

    /** The direction of the opinion. */
    public enum Stance {
        ACCEPTS,
        /** It accepts the file and finds no timestamp that it trusts. */
        ACCEPTS_UNSTAMPED,
        REFUSES,
        /** It refuses for no other reason than that the chain leads to a root that it does not trust. */
        DISTRUSTS_ROOT,
        /** It does not judge this kind of file. */
        ABSTAINS,
        /** It was asked and came to no judgement: it crashed, or did not answer in time. */
        FAILED
    }

    /** Name and version: {@code signtool 10.0.26100.1}. */
    public String by() {
        return judge + version.map(v -> " " + v).orElse("");
    }
}
