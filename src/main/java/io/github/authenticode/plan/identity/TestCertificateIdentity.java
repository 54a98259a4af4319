package io.github.authenticode.plan.identity;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A throwaway root, signer and timestamp authority made by this plugin, so that the whole way runs without a bought
 * certificate and without network. Never for a release.
 *
 * @param folder where they are kept between builds
 */
public record TestCertificateIdentity(Path folder) implements Identity {
    /** The file in {@code folder} that holds the root certificate, as PEM. */
    public Path rootFile() {
        return folder.resolve("root.pem");
    }

    @Override
    public boolean isCertificateKnown() {
        return true;
    }

    @Override
    public boolean isService() {
        return false;
    }

    @Override
    public boolean isForTests() {
        return true;
    }

    @Override
    public Optional<SignerTraits> signerTraits() {
        return Optional.empty();
    }

    @Override
    public String element() {
        return "testCertificate";
    }
}
