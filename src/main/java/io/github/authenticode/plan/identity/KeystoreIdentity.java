package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.text.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key in a file.
 *
 * @param file a PKCS#12 or JKS keystore, or a PEM private key
 * @param password opens the file; also the key's password unless {@code keyPassword} is given
 * @param alias the key entry; may be left out where there is only one
 * @param keyPassword the password of the key entry, where it differs
 * @param certificateFile PEM or PKCS#7 file with the signing certificate and its intermediates, in any order:
 * needed for a PEM key, otherwise a chain that completes the one in the keystore
 */
public record KeystoreIdentity(
        Path file,
        KeystoreType type,
        Optional<Secret> password,
        Optional<String> alias,
        Optional<Secret> keyPassword,
        Optional<Path> certificateFile)
        implements Identity {
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
        return "keystore";
    }
}
