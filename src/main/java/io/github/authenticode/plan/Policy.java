package io.github.authenticode.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a signature must be for a build to pass.
 *
 * @param publisher what the signer's subject must be: a common name or organization ({@code Example Ltd}), or some of its
 *     parts as a distinguished name ({@code CN=Example Ltd, C=DE}); empty accepts any publisher with a trusted chain
 * @param subscriberEku an extended key usage that the signer's certificate must carry, dotted; empty asks for none. Artifact
 *     Signing puts one of its own into every certificate of a profile ("Certificate management", Microsoft Learn)
 * @param timestampRequired an untimestamped signature is a violation
 * @param trustedRoots PEM files, folders of PEM files, or keystores without a password for their certificates; empty
 *     means those of the JVM, of the system and of an installed .NET SDK, and the built-in one
 * @param verifyAt judge as if it were this instant; empty means now
 */
public record Policy(
        Optional<String> publisher,
        Optional<String> subscriberEku,
        boolean timestampRequired,
        List<Path> trustedRoots,
        Optional<Instant> verifyAt) {
    public Policy {
        trustedRoots = List.copyOf(trustedRoots);
    }
}
