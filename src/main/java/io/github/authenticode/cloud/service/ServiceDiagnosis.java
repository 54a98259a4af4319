package io.github.authenticode.cloud.service;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.http.HttpExchange.Answer;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.net.URI;

/**
 * Diagnosis of one service: the meaning when it answers with something else than what it was asked for, or not at all.
 */
public interface ServiceDiagnosis {
    /** For messages. */
    URI endpoint();

    /**
     * What an answer means.
     *
     * @param secret that was sent; it is kept out of every text
     */
    Refusal refusal(Answer answer, Secret secret);

    /** Why there was no answer. */
    KnownFailure failure(IOException failure);

    /** Why the proxy on the way let nothing through. */
    Problem proxyLogin(ProxyLoginException refusal);
}
