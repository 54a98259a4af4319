package io.github.authenticode.plan.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A key in a service that holds keys and no certificates, so that a file has its certificate. */
public sealed interface KmsIdentity extends Identity permits AwsKmsIdentity, GoogleKmsIdentity, HashicorpVaultIdentity {
    /** The service, without a trailing slash. */
    URI endpoint();

    /** The certificate of the key, and those above it. */
    Path certificateFile();

    @Override
    default boolean isCertificateKnown() {
        return true;
    }

    @Override
    default boolean isService() {
        return true;
    }

    @Override
    default List<String> service() {
        return List.of(endpoint().toString());
    }

    @Override
    default Optional<SignerTraits> signerTraits() {
        return Optional.empty();
    }
}
