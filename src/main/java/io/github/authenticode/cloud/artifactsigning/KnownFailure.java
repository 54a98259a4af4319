package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.io.IOException;
import java.util.Objects;

/**
 * The reason why there was no answer at all.
 *
 * @param type of the failure, or of one beneath it
 * @param passing whether the same request may succeed a little later
 * @param unsent whether the request cannot have reached the service
 */
record KnownFailure(
        ProblemId id, Class<? extends Throwable> type, String cause, String remedy, boolean passing, boolean unsent) {

    boolean isCauseOf(IOException failure) {
        return ExceptionText.causedBy(failure, type);
    }

    Problem problem(SigningAccess access, IOException failure) {
        String host = access.endpoint().toString();
        return Problem.of(id, cause.replace("{endpoint}", host), remedy.replace("{endpoint}", host))
                .withEvidence(Objects.requireNonNullElse(failure.getMessage(), "no reason given"));
    }
}
