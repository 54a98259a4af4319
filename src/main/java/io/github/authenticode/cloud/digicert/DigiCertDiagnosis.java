package io.github.authenticode.cloud.digicert;

import io.github.authenticode.cloud.service.KnownFailure;
import io.github.authenticode.cloud.service.Refusal;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.service.ServiceDiagnosis;
import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The meaning of what DigiCert ONE answers, or does not. */
record DigiCertDiagnosis(DigiCertAccess access, Clock clock) implements ServiceDiagnosis {
    @Override
    public URI endpoint() {
        return access.host();
    }

    @Override
    public Refusal refusal(Answer answer, Secret secret) {
        ServiceAnswer told = new ServiceAnswer(secret, clock.instant(), answer);
        Optional<DigiCertRefusals.Refusal> known =
                told.isPage() ? Optional.empty() : DigiCertRefusals.find(told.body());
        if (known.isEmpty() && !told.isPage()) {
            known = DigiCertRefusals.find(wordsOf(answer.status()));
        }
        Problem problem = known.map(DigiCertRefusals.Refusal::problem)
                .orElseGet(() -> DigiCertProblems.unexpected(access))
                .withEvidence(told.evidence());
        boolean passing = known.map(DigiCertRefusals.Refusal::retryable).orElse(answer.status() >= 500);
        return Refusal.of(answer, problem, passing, false);
    }

    /** A status says as much where the body says nothing (RFC 9110, 15.5.2; RFC 6585, 4). */
    private static String wordsOf(int status) {
        return switch (status) {
            case 401 -> "authentication_failed";
            case 429 -> "request_limit_exceeded";
            default -> "";
        };
    }

    @Override
    public KnownFailure failure(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean alert = ExceptionText.causedBy(failure, SSLException.class)
                && words.contains("received fatal alert")
                && words.matches("(?s).*(certificate|unknown_ca|access_denied).*");
        return alert ? DigiCertProblems.HANDSHAKE : DigiCertProblems.FAILURES.of(failure);
    }

    @Override
    public Problem proxyLogin(ProxyLoginException refusal) {
        return DigiCertProblems.proxyLogin(access, refusal);
    }
}
