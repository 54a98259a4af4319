package io.github.authenticode.cloud.digicert;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reasons for which DigiCert ONE refuses, told by its own words. smctl prints the answer of the service as it is, so
 * that one list serves both. The words are those of published logs of users; nothing was recorded from the service by
 * us.
 */
public final class DigiCertRefusals {
    private static final List<Known> ALL = List.of(
            new Known(
                    KeyLockerProblem.DIGICERT_CLIENT_CERTIFICATE,
                    "not multi-factor authenticated|Missing Client Authentication Certificate",
                    "DigiCert ONE saw no client certificate of the user to whom the API key belongs.",
                    "Use the host that begins with clientauth, and the client certificate that DigiCert ONE made for the same"
                            + " user and that is neither expired nor revoked.",
                    false),
            new Known(
                    KeyLockerProblem.DIGICERT_REQUEST_LIMIT,
                    "request_limit_exceeded",
                    "DigiCert ONE was asked too often in too short a time, by all that sign with this account.",
                    "Build again later, lower <concurrency>, or ask DigiCert for a higher limit.",
                    true),
            new Known(
                    KeyLockerProblem.DIGICERT_NOT_SIGNER,
                    "User is not the signer",
                    "The user of the API key is not the one who may sign with this certificate.",
                    "Use the API key of the certificate's designated signer, or make this user its signer in DigiCert ONE.",
                    false),
            new Known(
                    KeyLockerProblem.DIGICERT_API_KEY,
                    "(?i)api[ _-]?(?:key|token).{0,40}(?:expired|invalid|disabled|not found)"
                            + "|(?:expired|invalid|disabled).{0,20}api[ _-]?(?:key|token)|authentication_failed",
                    "DigiCert ONE does not accept the API key: it is wrong, expired or disabled.",
                    "Make a new API key in DigiCert ONE and put it where <serverId> or SM_API_KEY says.",
                    false));

    private DigiCertRefusals() {}

    /** @param retryable whether another try, later, may succeed */
    public record Refusal(Problem problem, boolean retryable) {}

    private record Known(ProblemId id, Pattern words, String cause, String remedy, boolean retryable) {
        Known(ProblemId id, String words, String cause, String remedy, boolean retryable) {
            this(id, Pattern.compile(words), cause, remedy, retryable);
        }
    }

    /** The reason that these words name. */
    public static Optional<Refusal> find(String words) {
        return ALL.stream()
                .filter(known -> known.words().matcher(words).find())
                .findFirst()
                .map(known -> new Refusal(Problem.of(known.id(), known.cause(), known.remedy()), known.retryable()));
    }
}
