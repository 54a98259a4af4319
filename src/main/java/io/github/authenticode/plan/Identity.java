package io.github.authenticode.plan;

import java.nio.file.Path;
import java.util.Optional;

/** Who signs: where the private key and the certificate are. One record for each kind that a pom can name. */
public sealed interface Identity {

    /** The XML element that selects this kind in a pom. */
    String element();

    /**
     * A key in a file.
     *
     * @param file a PKCS#12 or JKS keystore, or a PEM private key
     * @param password opens the file; also the key's password unless {@code keyPassword} is given
     * @param alias the key entry; may be left out where there is only one
     * @param keyPassword the password of the key entry, where it differs
     * @param certificateFile PEM or PKCS#7 file with the signing certificate and its intermediates, in any order: needed
     *     for a PEM key, otherwise a chain that completes the one in the keystore
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
        public String element() {
            return "testCertificate";
        }
    }
}
