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
 * @param friendlyName the name that Windows shows for the certificate, which its owner may change
 * @param keypairAlias the container of the certificate's key, which is the key pair's alias where DigiCert's smctl
 *     brought the certificate
 */
public record StoreCertificateIdentity(
        Optional<String> thumbprint,
        Optional<String> subject,
        Optional<String> issuer,
        Optional<String> root,
        Optional<String> store,
        boolean machineStore,
        boolean automatic,
        Optional<String> friendlyName,
        Optional<String> keypairAlias)
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
        friendlyName.ifPresent(s -> RequiredText.check("friendlyName", s));
        keypairAlias.ifPresent(s -> RequiredText.check("keypairAlias", s));
    }

    /** A certificate by what stands in it. */
    public StoreCertificateIdentity(
            Optional<String> thumbprint,
            Optional<String> subject,
            Optional<String> issuer,
            Optional<String> root,
            Optional<String> store,
            boolean machineStore,
            boolean automatic) {
        this(thumbprint, subject, issuer, root, store, machineStore, automatic, Optional.empty(), Optional.empty());
    }

    /** Whether anything narrows the choice of certificate. */
    public boolean hasSelector() {
        return thumbprint.isPresent()
                || subject.isPresent()
                || issuer.isPresent()
                || root.isPresent()
                || automatic
                || isNamedByStore();
    }

    /** Whether it is named by what the store says of it, and not the certificate itself. */
    public boolean isNamedByStore() {
        return friendlyName.isPresent() || keypairAlias.isPresent();
    }

    /** The same certificate, of which nothing but the thumbprint needs to be known. */
    public StoreCertificateIdentity named(String found) {
        return new StoreCertificateIdentity(Optional.of(found), subject, issuer, root, store, machineStore, automatic);
    }

    /** The store's name. */
    public String storeName() {
        return store.orElse("My");
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
    public String chainRemedy() {
        return "Import the intermediate certificates into Windows' store of intermediate authorities: certutil -user"
                + " -addstore CA FILE.";
    }

    @Override
    public String element() {
        return "storeCertificate";
    }
}
