package io.github.authenticode.cloud.credential;

import io.github.authenticode.cloud.credential.assertion.AssertionSource;
import io.github.authenticode.cloud.credential.base.Credential;
import io.github.authenticode.cloud.credential.entra.ClientProof;
import io.github.authenticode.cloud.credential.entra.EntraTokens;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.plan.identity.account.AzureCredential.Application;

/** An application that another issuer's assertion speaks for. */
record FederatedCredential(String name, Application application, AssertionSource assertions, EntraTokens entra)
        implements Credential {
    @Override
    public Attempt attempt() throws CloudException, InterruptedException {
        return new Attempt.Granted(entra.exchange(application, new ClientProof.Assertion(assertions.fetch())));
    }
}
