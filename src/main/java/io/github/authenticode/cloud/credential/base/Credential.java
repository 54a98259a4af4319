package io.github.authenticode.cloud.credential.base;

import io.github.authenticode.cloud.token.AccessToken;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;

/** One way to a token. */
public interface Credential {
    /** The name that Azure's libraries give to it: {@code ManagedIdentityCredential}. */
    String name();

    /**
     * Asks for a token.
     *
     * @throws CloudException if this machine has such a credential and it did not work, which ends a chain: another
     * identity would sign than the one that was set up
     */
    Attempt attempt() throws CloudException, InterruptedException;

    /** The result of asking. */
    sealed interface Attempt {
        record Granted(AccessToken token) implements Attempt {}

        /** This machine has no such credential. */
        record Unavailable(Problem problem) implements Attempt {}

        static Attempt unavailable(String cause, String remedy) {
            return new Unavailable(Problem.of(AzureSignInProblem.AZURE_CREDENTIAL_UNAVAILABLE, cause, remedy));
        }
    }
}
