package io.github.authenticode.plan.identity;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A private key in a container of a cryptographic service or key storage provider: a token, a smart card, the
 * Windows half of a cloud HSM.
 *
 * @param csp the provider's name: {@code eToken Base Cryptographic Provider}
 * @param container the key container's name
 * @param certificateFile the certificate that belongs to the key, DER or PEM
 */
public record KeyContainerIdentity(String csp, String container, Path certificateFile) implements Identity {
    public KeyContainerIdentity {
        RequiredText.check("csp", csp);
        RequiredText.check("container", container);
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
    public Optional<SignerTraits> signerTraits() {
        return Optional.empty();
    }

    @Override
    public String element() {
        return "keyContainer";
    }
}
