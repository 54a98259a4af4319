package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.report.text.ReportPaths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem in a report, its text free of absolute paths. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemEntry(
        String id, String cause, @Nullable String evidence, String remedy) {

    public static List<ProblemEntry> of(List<Problem> problems, ReportPaths places) {
        return problems.stream().map(p -> of(p, places)).toList();
    }

    private static ProblemEntry of(Problem problem, ReportPaths places) {
        return new ProblemEntry(
                problem.id(),
                places.clean(problem.cause()),
                problem.evidence().map(places::clean).orElse(null),
                places.clean(problem.remedy()));
    }
}
