package io.github.authenticode.engine.tool.credential;

import io.github.authenticode.cloud.CloudSettings;
import io.github.authenticode.cloud.credential.AzureConnection;
import io.github.authenticode.cloud.credential.assertion.AssertionSource;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;

/** The source of a federated credential's assertions, which the client library takes from a file only. */
@FunctionalInterface
public interface Assertions {
    AssertionSource of(Federated credential);

    /** Fetches each where the embedded engine would: a new one for each call, since they live minutes. */
    static Assertions from(CloudSettings azure) {
        return credential -> () -> {
            try (AzureConnection connection = new AzureConnection(azure)) {
                return connection.assertions(credential).fetch();
            }
        };
    }
}
