package io.github.authenticode.engine.tool;

import io.github.authenticode.cloud.credential.AssertionSource;
import io.github.authenticode.plan.AzureCredential.Federated;

/** Where the assertions of a federated credential come from, which the client library takes from a file only. */
@FunctionalInterface
public interface Assertions {
    AssertionSource of(Federated credential);
}
