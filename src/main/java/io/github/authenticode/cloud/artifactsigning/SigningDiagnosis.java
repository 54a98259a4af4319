package io.github.authenticode.cloud.artifactsigning;

import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.KnownFailure;
import io.github.authenticode.cloud.service.Refusal;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.service.ServiceDiagnosis;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** The catalogue of Artifact Signing, for one certificate profile. */
record SigningDiagnosis(SigningAccess access, Clock clock) implements ServiceDiagnosis {
    @Override
    public URI endpoint() {
        return access.endpoint();
    }

    @Override
    public Refusal refusal(Answer answer, Secret secret) {
        SigningRefusal refusal = new SigningRefusal(access, new ServiceAnswer(secret, clock.instant(), answer));
        KnownAnswer<SigningRefusal> known = SigningProblems.of(refusal);
        return Refusal.of(answer, known.problem(refusal), known.passing(), known.id() == SigningProblems.NOT_SIGNED_IN);
    }

    @Override
    public KnownFailure failure(IOException failure) {
        return SigningProblems.FAILURES.of(failure);
    }

    @Override
    public Problem proxyLogin(ProxyLoginException refusal) {
        return SigningProblems.proxyLogin(access, refusal);
    }
}
