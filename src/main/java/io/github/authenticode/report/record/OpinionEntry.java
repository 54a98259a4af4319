package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.text.ReportPaths;
import io.github.authenticode.verify.verdict.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * A second opinion in a report.
 *
 * @param verdict {@code accepts}, {@code refuses} or {@code none}
 * @param words the judge's own, where it gave any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpinionEntry(
        String judge,
        @Nullable String version,
        String verdict,
        @Nullable String words) {

    static OpinionEntry of(Opinion opinion, ReportPaths places) {
        return new OpinionEntry(
                opinion.judge(),
                opinion.version().orElse(null),
                switch (opinion.stance()) {
                    case ACCEPTS, ACCEPTS_UNSTAMPED -> "accepts";
                    case REFUSES, DISTRUSTS_ROOT -> "refuses";
                    case ABSTAINS, FAILED -> "none";
                },
                opinion.reason().map(OpinionEntry::words).map(places::clean).orElse(null));
    }

    private static String words(Problem reason) {
        return reason.evidence().orElse(reason.cause());
    }
}
