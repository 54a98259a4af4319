package io.github.authenticode.plan.identity;

import java.util.Optional;

/**
 * A certificate with a private key in a Windows certificate store. Selectors combine: all that are given must
 * match.
 *
 * @param thumbprint SHA-1 of the certificate, 40 upper-case hexadecimal digits
 * @param subject part of the subject name
 * @param issuer part of the issuer name
 * @param root part of the name of the root that the certificate must chain to
 * @param store store name; absent means {@code My}
 * @param machineStore the local machine's store, not the user's
 * @param automatic among several matches take the one that is valid longest
 */
public record StoreCertificateIdentity(
        Optional<String> thumbprint,
        Optional<String> subject,
        Optional<String> issuer,
        Optional<String> root,
        Optional<String> store,
        boolean machineStore,
        boolean automatic)
        implements Identity {
    public StoreCertificateIdentity {
        thumbprint.ifPresent(t -> {
            if (!t.matches("[0-9A-F]{40}")) {
                throw new IllegalArgumentException("thumbprint must be 40 upper-case hexadecimal digits: " + t);
            }
        });
        subject.ifPresent(s -> RequiredText.check("subject", s));
        issuer.ifPresent(s -> RequiredText.check("issuer", s));
        root.ifPresent(s -> RequiredText.check("root", s));
        store.ifPresent(s -> RequiredText.check("store", s));
    }

    /** Whether anything narrows the choice of certificate. */
    public boolean hasSelector() {
        return thumbprint.isPresent() || subject.isPresent() || issuer.isPresent() || root.isPresent() || automatic;
    }

    @Override
    public boolean isCertificateKnown() {
        return false;
    }

    @Override
    public boolean isService() {
        return false;
    }

    @Override
    public Optional<SignerTraits> signerTraits() {
        return Optional.of(new SignerTraits(thumbprint, subject, Optional.empty()));
    }

    @Override
    public String element() {
        return "storeCertificate";
    }
}
