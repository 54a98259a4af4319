package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.identity.account.AzureCredential;
import java.util.List;
import java.util.Optional;

/**
 * The identity that signs: where the private key and the certificate are. One record for each kind that a pom can name.
 */
public sealed interface Identity
        permits KeystoreIdentity,
                TestCertificateIdentity,
                ArtifactSigningIdentity,
                KeyVaultIdentity,
                StoreCertificateIdentity,
                KeyContainerIdentity,
                KeyLockerIdentity,
                Pkcs11Identity,
                KmsIdentity {

    /** The XML element that selects this kind in a pom. */
    String element();

    /**
     * Whether this machine knows the certificate before it signs. Where it does not, only a policy tells one's own
     * signatures from those of another trusted publisher.
     */
    boolean isCertificateKnown();

    /** Whether a service holds the key, so that signing needs the network and its proxy. */
    boolean isService();

    /**
     * Who signs in to Azure, where the pom says it; empty for an identity outside Azure, and where the machine's own
     * identity counts.
     */
    default Optional<AzureCredential> azureCredential() {
        return Optional.empty();
    }

    /**
     * Traits of the certificates that this identity signs with, where the certificate itself is not known beforehand;
     * empty if nothing is known of them, so that no signature counts as somebody else's.
     */
    Optional<SignerTraits> signerTraits();

    /** Whether nobody else trusts its signatures. */
    default boolean isForTests() {
        return false;
    }

    /** The remedy for signatures that lack intermediate certificates; a sentence. */
    default String chainRemedy() {
        return "Name a file with the intermediate certificates in <certificateFile>.";
    }

    /** Everything that decides whose signature it will be, where the certificate is not known beforehand. No secret. */
    default List<String> signer() {
        return List.of(toString());
    }

    /** The service that holds the key, as far as its limits are counted together; empty where none does. */
    default List<String> service() {
        return List.of();
    }
}
