package io.github.authenticode.cloud.credential.assertion;

import io.github.authenticode.cloud.credential.base.CredentialHost;
import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.plan.text.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Assertions that somebody else put into a file, which he renews, or into a variable, which stays as it is. */
public final class StoredAssertion {
    public static final String FILE_VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";
    private static final long LONGEST = 64 * 1024;

    private StoredAssertion() {}

    /** The file is read again each time: Kubernetes rewrites it long before its assertion ends. */
    public static AssertionSource file(CredentialHost host) {
        return () -> {
            String name = host.variable(FILE_VARIABLE)
                    .orElseThrow(() -> failure(
                            FILE_VARIABLE + " is not set.",
                            "Label the pod for workload identity, or name the file with the assertion in "
                                    + FILE_VARIABLE + "."));
            try {
                Path file = Path.of(name);
                if (Files.size(file) > LONGEST) {
                    throw new IOException("it is longer than an assertion");
                }
                return filled(Files.readString(file, StandardCharsets.US_ASCII).strip(), "the file " + file);
            } catch (IOException | InvalidPathException e) {
                throw new CloudException(
                        failure(
                                        "The assertion in " + name + ", which " + FILE_VARIABLE
                                                + " names, cannot be read.",
                                        "Correct " + FILE_VARIABLE + ", or make the file readable.")
                                .problem()
                                .withEvidence(e.getClass().getSimpleName()),
                        false);
            }
        };
    }

    public static AssertionSource variable(CredentialHost host, String name) {
        return () -> Secret.of(host.variable(name)
                .orElseThrow(() -> failure(
                        "The environment variable " + name + " is not set, which should hold GitLab's assertion.",
                        "Declare it in the job: id_tokens: " + name + ": aud: api://AzureADTokenExchange.")));
    }

    private static Secret filled(String text, String where) throws CloudException {
        if (text.isEmpty()) {
            throw failure(
                    "There is no assertion in " + where + ".", "Wait until it is written, and run the build again.");
        }
        return Secret.of(text);
    }

    private static CloudException failure(String cause, String remedy) {
        return new CloudException(Problem.of(AzureSignInProblem.AZURE_ASSERTION_MISSING, cause, remedy), false);
    }
}
