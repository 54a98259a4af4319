package io.github.authenticode.engine.tool.credential;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ToolProblem;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.identity.account.AzureCredential.Federated;
import io.github.authenticode.plan.text.Secret;
import io.github.authenticode.process.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The environment that one call of a tool gets which signs in to Azure or DigiCert. The assertion of a CI lives some
 * five minutes, so that each call is given a new one, in a file that goes away with the call.
 */
public record CallCredential(Map<String, Optional<Secret>> environment, Optional<PrivateFolder> folder)
        implements AutoCloseable {
    /** @throws CloudException if there is no assertion to be had */
    public static CallCredential open(Identity identity, Assertions assertions, Path workFolder)
            throws CloudException, IOException, InterruptedException {
        if (identity instanceof KeyLockerIdentity key) {
            return new CallCredential(DigiCertEnvironment.of(key.account()), Optional.empty());
        }
        Optional<AzureCredential> credential = identity.azureCredential();
        if (credential.isEmpty()
                || !(credential.get() instanceof Federated federated)
                || federated instanceof Federated.WorkloadIdentity) {
            return new CallCredential(ChildEnvironment.of(credential, Optional.empty()), Optional.empty());
        }
        Secret assertion = assertions.of(federated).fetch();
        PrivateFolder folder = PrivateFolder.in(workFolder);
        try {
            Path file = folder.path().resolve("assertion");
            Files.writeString(file, assertion.reveal(), StandardCharsets.US_ASCII);
            return new CallCredential(ChildEnvironment.of(credential, Optional.of(file)), Optional.of(folder));
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** The problem of {@link #open} that is no word of a service. */
    public static Problem unwritable(Path workFolder, IOException e) {
        return Problem.of(
                        ToolProblem.TOOL_ASSERTION_FILE,
                        "The private file with the assertion for Azure cannot be written or deleted.",
                        "Make the folder " + workFolder + " writable.")
                .withEvidence(String.valueOf(e.getMessage()));
    }

    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            folder.get().close();
        }
    }
}
