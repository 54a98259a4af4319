package io.github.authenticode.cloud.keyvault;

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

/** The catalogue of Key Vault, for one certificate. */
record VaultDiagnosis(VaultAccess access, Clock clock) implements ServiceDiagnosis {
    @Override
    public URI endpoint() {
        return access.vault();
    }

    @Override
    public Refusal refusal(Answer answer, Secret secret) {
        VaultRefusal refusal = new VaultRefusal(access, new ServiceAnswer(secret, clock.instant(), answer));
        KnownAnswer<VaultRefusal> known = VaultAnswers.of(refusal);
        return Refusal.of(answer, known.problem(refusal), known.passing(), known.id() == VaultAnswers.NOT_SIGNED_IN);
    }

    @Override
    public KnownFailure failure(IOException failure) {
        return VaultProblems.FAILURES.of(failure);
    }

    @Override
    public Problem proxyLogin(ProxyLoginException refusal) {
        return VaultProblems.proxyLogin(access, refusal);
    }
}
