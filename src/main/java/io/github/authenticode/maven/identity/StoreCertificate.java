package io.github.authenticode.maven.identity;

import static io.github.authenticode.maven.config.IdentityReading.text;

import io.github.authenticode.maven.config.IdentityReading;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key in a Windows certificate store, signed with by signtool, or on Windows by the embedded
 * engine. Selectors combine.
 *
 * <pre>{@code
 * <storeCertificate>
 *   <thumbprint>C1C1A0655D1075985948BFE91391408740412F7E</thumbprint>
 * </storeCertificate>
 * }</pre>
 */
public final class StoreCertificate implements IdentityElement {
    /**
     * The certificate's thumbprint as Windows shows it, which is its SHA-1 and no digest of files: what {@code
     * signtool /sha1} takes. Blanks, colons and case do not matter.
     */
    @Nullable
    String thumbprint;

    /** Part of the subject name. */
    @Nullable
    String subject;

    /** Part of the issuer name. */
    @Nullable
    String issuer;

    /** Part of the name of the root that the certificate leads to. */
    @Nullable
    String root;

    /** The store. Default: {@code My}. */
    @Nullable
    String store;

    /** Looks into the machine's stores and not into the user's. Default: false. */
    boolean machineStore = false;

    /** Among several that match, takes the one that is valid longest. Default: false. */
    boolean automatic = false;

    /** The certificate's friendly name, letter for letter, as certmgr.msc shows it in a column of its own. */
    @Nullable
    String friendlyName;

    /**
     * The alias of the key pair in DigiCert KeyLocker, for a certificate that smctl has synchronized. Engine: {@code
     * signtool}.
     */
    @Nullable
    String keypairAlias;

    @Override
    public Optional<Identity> read(IdentityReading reading) {
        Optional<String> hash =
                text(thumbprint).flatMap(given -> Thumbprint.read("storeCertificate", given, reading.findings()));
        return Optional.of(new StoreCertificateIdentity(
                hash,
                text(subject),
                text(issuer),
                text(root),
                text(store),
                machineStore,
                automatic,
                text(friendlyName),
                text(keypairAlias)));
    }

    public void setThumbprint(String thumbprint) {
        this.thumbprint = thumbprint;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    public void setIssuer(String issuer) {
        this.issuer = issuer;
    }

    public void setRoot(String root) {
        this.root = root;
    }

    public void setStore(String store) {
        this.store = store;
    }

    public void setMachineStore(boolean machineStore) {
        this.machineStore = machineStore;
    }

    public void setFriendlyName(String friendlyName) {
        this.friendlyName = friendlyName;
    }

    public void setKeypairAlias(String keypairAlias) {
        this.keypairAlias = keypairAlias;
    }

    public void setAutomatic(boolean automatic) {
        this.automatic = automatic;
    }
}
