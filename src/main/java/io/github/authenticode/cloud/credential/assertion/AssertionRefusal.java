package io.github.authenticode.cloud.credential.assertion;

import io.github.authenticode.cloud.credential.base.TokenRequests;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import java.net.URI;

/** A CI that was asked for an assertion and gave none. */
final class AssertionRefusal {
    private AssertionRefusal() {}

    static CloudException of(String ci, URI target, Answer answer) {
        if (answer.status() == 200 && TokenRequests.json(answer).isEmpty()) {
            return TokenRequests.notJson(target, answer);
        }
        String remedy = switch (answer.status()) {
            case 401, 403 -> "Check that the job is still running and may have an assertion, and run it again.";
            case 404 -> "Check the service connection's id and that this pipeline may use it.";
            default -> "Run the build again later.";
        };
        Problem problem = Problem.of(
                        AzureSignInProblem.CI_ASSERTION_REFUSED, ci + " gave no assertion for this job.", remedy)
                .withEvidence("HTTP " + answer.status() + " of " + target.getHost());
        return new CloudException(problem, TokenRequests.isBusy(answer.status()));
    }
}
