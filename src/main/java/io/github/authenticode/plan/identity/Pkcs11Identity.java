package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.text.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key on a token: a smart card, a USB stick, a hardware security module, or whatever else a PKCS #11 library leads
 * to.
 *
 * @param library of the token's maker; absent where {@code module} is given
 * @param module a library that is found by its name
 * @param token the token's label; may be left out where there is only one
 * @param serial the token's serial number, where labels are not unique
 * @param alias the key's label, or its certificate's; may be left out where there is only one key
 * @param thumbprint SHA-1 of the certificate, 40 upper-case hexadecimal digits, instead of {@code alias}
 * @param certificateFile the certificate and its intermediates, where the token lacks any of them
 * @param pin absent for a token that asks for it on a keypad of its own, or needs none
 */
public record Pkcs11Identity(
        Optional<Path> library,
        Optional<TokenModule> module,
        Optional<String> token,
        Optional<String> serial,
        Optional<String> alias,
        Optional<String> thumbprint,
        Optional<Path> certificateFile,
        Optional<Secret> pin)
        implements Identity {
    public Pkcs11Identity {
        if (library.isPresent() == module.isPresent()) {
            throw new IllegalArgumentException("either library or module: " + library + ", " + module);
        }
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
        return "pkcs11";
    }
}
