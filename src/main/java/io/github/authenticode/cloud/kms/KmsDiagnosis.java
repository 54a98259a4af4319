package io.github.authenticode.cloud.kms;

import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.KnownFailure;
import io.github.authenticode.cloud.service.Refusal;
import io.github.authenticode.cloud.service.ServiceAnswer;
import io.github.authenticode.cloud.service.ServiceDiagnosis;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The catalogue of one service, for one key. */
record KmsDiagnosis(KeyPlace place, List<KnownAnswer<KmsRefusal>> own, Clock clock) implements ServiceDiagnosis {
    KmsDiagnosis {
        own = List.copyOf(own);
    }

    @Override
    public URI endpoint() {
        return place.endpoint();
    }

    @Override
    public Refusal refusal(Answer answer, Secret secret) {
        KmsRefusal refusal = new KmsRefusal(place, new ServiceAnswer(secret, clock.instant(), answer));
        KnownAnswer<KmsRefusal> known = KmsAnswers.of(refusal, own);
        return new Refusal(
                known.problem(refusal),
                known.passing(),
                known.id() == CloudKeyProblem.CLOUD_KEY_SIGN_IN,
                known.id() == CloudKeyProblem.CLOUD_KEY_THROTTLED);
    }

    @Override
    public KnownFailure failure(IOException failure) {
        return KmsProblems.FAILURES.of(failure);
    }

    @Override
    public Problem proxyLogin(ProxyLoginException refusal) {
        return KmsProblems.proxyLogin(place, refusal);
    }
}
