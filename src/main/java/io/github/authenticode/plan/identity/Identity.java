package io.github.authenticode.plan.identity;

import io.github.authenticode.plan.text.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity that signs: where the private key and the certificate are. One record for each kind that a pom can name.
 */
public sealed interface Identity
        permits Identity.Keystore,
                Identity.TestCertificate,
                Identity.ArtifactSigning,
                Identity.KeyVault,
                Identity.StoreCertificate,
                Identity.KeyContainer,
                Identity.KeyLocker,
                Pkcs11 {

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

    /** Everything that decides whose signature it will be, where the certificate is not known beforehand. No secret. */
    default List<String> signer() {
        return List.of(toString());
    }

    /** The service that holds the key, as far as its limits are counted together; empty where none does. */
    default List<String> service() {
        return List.of();
    }

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
    record Keystore(
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

    /**
     * A throwaway root, signer and timestamp authority made by this plugin, so that the whole way runs without a bought
     * certificate and without network. Never for a release.
     *
     * @param folder where they are kept between builds
     */
    record TestCertificate(Path folder) implements Identity {
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

    /**
     * A certificate profile of Azure Artifact Signing (formerly Trusted Signing); the key never leaves Azure.
     *
     * @param endpoint of the account's region, without a trailing slash: {@code https://weu.codesigning.azure.net}
     * @param account the Artifact Signing account's name
     * @param certificateProfile the profile's name
     * @param correlationId shown in Azure's logs; the client makes one if absent
     * @param excludeCredentials kinds of Azure credential that must not be tried: {@code ManagedIdentityCredential}
     * @param credential the one identity that may sign; absent means whatever the machine offers
     * @param metadataFile the user's ready metadata file that the values above were read from; its other fields are
     * kept
     * @param apiVersion of the service's interface, {@code 2023-06-15-preview}; absent for the one that is known to
     * work
     */
    record ArtifactSigning(
            URI endpoint,
            String account,
            String certificateProfile,
            Optional<String> correlationId,
            List<String> excludeCredentials,
            Optional<AzureCredential> credential,
            Optional<Path> metadataFile,
            Optional<String> apiVersion)
            implements Identity {
        /** What goes into the header of a request. */
        public static final Pattern CORRELATION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

        /** What a version of an interface of Azure looks like. */
        public static final Pattern API_VERSION = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-[a-z]+)?");

        public ArtifactSigning {
            excludeCredentials = List.copyOf(excludeCredentials);
            requireText("endpoint", endpoint.toString());
            requireText("account", account);
            requireText("certificateProfile", certificateProfile);
            apiVersion.ifPresent(version -> {
                if (!API_VERSION.matcher(version).matches()) {
                    throw new IllegalArgumentException(
                            "apiVersion must be a date, with or without -preview: " + version);
                }
            });
            if (endpoint.toString().endsWith("/")) {
                throw new IllegalArgumentException("endpoint must not end with a slash: " + endpoint);
            }
        }

        @Override
        public boolean isCertificateKnown() {
            return false;
        }

        @Override
        public boolean isService() {
            return true;
        }

        @Override
        public Optional<AzureCredential> azureCredential() {
            return credential;
        }

        /** Who signs in makes no difference to a signature. */
        @Override
        public List<String> signer() {
            return List.of(endpoint.toString(), account, certificateProfile);
        }

        @Override
        public List<String> service() {
            return List.of(endpoint.toString(), account);
        }

        @Override
        public Optional<SignerTraits> signerTraits() {
            // In every certificate of its public trust (Microsoft Learn, "Artifact Signing certificate management").
            return Optional.of(
                    new SignerTraits(Optional.empty(), Optional.empty(), Optional.of("1.3.6.1.4.1.311.97.")));
        }

        @Override
        public String element() {
            return "artifactSigning";
        }
    }

    /**
     * A certificate with its key in Azure Key Vault; the key never leaves the vault.
     *
     * @param vault without a trailing slash: {@code https://example.vault.azure.net}
     * @param certificate the certificate's name, which is its key's as well
     * @param version of the certificate; absent means the newest
     * @param credential the one identity that may sign; absent means whatever the machine offers
     * @param chainFile certificates that the vault leaves out: it has the signing certificate alone, and a managed HSM
     *     none
     */
    record KeyVault(
            URI vault,
            String certificate,
            Optional<String> version,
            Optional<AzureCredential> credential,
            Optional<Path> chainFile)
            implements Identity {
        public KeyVault {
            requireText("certificate", certificate);
            if (vault.toString().endsWith("/")) {
                throw new IllegalArgumentException("vault must not end with a slash: " + vault);
            }
        }

        @Override
        public boolean isCertificateKnown() {
            return false;
        }

        @Override
        public boolean isService() {
            return true;
        }

        @Override
        public Optional<AzureCredential> azureCredential() {
            return credential;
        }

        /** Who signs in makes no difference to a signature; a file does where the certificate itself is in it. */
        @Override
        public List<String> signer() {
            Optional<Path> file = VaultService.of(vault).hasKeysAlone() ? chainFile : Optional.empty();
            return List.of(
                    vault.toString(),
                    certificate,
                    version.orElse(""),
                    file.map(Path::toString).orElse(""));
        }

        @Override
        public List<String> service() {
            return List.of(vault.toString());
        }

        @Override
        public Optional<SignerTraits> signerTraits() {
            // Nobody but the vault knows; whoever has stated no publisher keeps all that is sound.
            return Optional.of(SignerTraits.NONE);
        }

        @Override
        public String element() {
            return "keyVault";
        }
    }

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
    record StoreCertificate(
            Optional<String> thumbprint,
            Optional<String> subject,
            Optional<String> issuer,
            Optional<String> root,
            Optional<String> store,
            boolean machineStore,
            boolean automatic)
            implements Identity {
        public StoreCertificate {
            thumbprint.ifPresent(t -> {
                if (!t.matches("[0-9A-F]{40}")) {
                    throw new IllegalArgumentException("thumbprint must be 40 upper-case hexadecimal digits: " + t);
                }
            });
            subject.ifPresent(s -> requireText("subject", s));
            issuer.ifPresent(s -> requireText("issuer", s));
            root.ifPresent(s -> requireText("root", s));
            store.ifPresent(s -> requireText("store", s));
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

    /**
     * A private key in a container of a cryptographic service or key storage provider: a token, a smart card, the
     * Windows half of a cloud HSM.
     *
     * @param csp the provider's name: {@code eToken Base Cryptographic Provider}
     * @param container the key container's name
     * @param certificateFile the certificate that belongs to the key, DER or PEM
     */
    record KeyContainer(String csp, String container, Path certificateFile) implements Identity {
        public KeyContainer {
            requireText("csp", csp);
            requireText("container", container);
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

    /**
     * A key pair in DigiCert KeyLocker or Software Trust Manager; the key never leaves DigiCert.
     *
     * @param keypairAlias the key pair's name; case matters
     * @param certificateAlias one of the certificates of the key pair; absent means its default
     * @param certificateFile the certificate that belongs to the key, DER or PEM
     * @param thumbprint SHA-1 of the certificate, 40 upper-case hexadecimal digits
     * @param kspName Windows' name of DigiCert's key storage provider; absent means the one that is registered
     */
    record KeyLocker(
            String keypairAlias,
            Optional<String> certificateAlias,
            Optional<Path> certificateFile,
            Optional<String> thumbprint,
            Optional<String> kspName,
            DigiCertAccount account)
            implements Identity {
        public KeyLocker {
            requireText("keypairAlias", keypairAlias);
        }

        @Override
        public boolean isCertificateKnown() {
            return false;
        }

        @Override
        public boolean isService() {
            return true;
        }

        /** Who signs in makes no difference to a signature. */
        @Override
        public List<String> signer() {
            return List.of(account.host().toString(), keypairAlias, certificateAlias.orElse(""), thumbprint.orElse(""));
        }

        @Override
        public Optional<SignerTraits> signerTraits() {
            return Optional.of(new SignerTraits(thumbprint, Optional.empty(), Optional.empty()));
        }

        @Override
        public String element() {
            return "keyLocker";
        }
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
