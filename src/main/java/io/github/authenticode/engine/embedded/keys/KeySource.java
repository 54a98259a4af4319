package io.github.authenticode.engine.embedded.keys;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signing key: the private key, and the chain that starts with its certificate.
 *
 * @param chain the signing certificate first, each certificate followed by its issuer, as far as they are at hand
 */
public record KeySource(PrivateKey key, List<X509Certificate> chain) {
    public KeySource {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A key source needs a certificate");
        }
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Reads the key and its chain, and proves that they belong together. The file is opened with one password, once.
     */
    public static KeySource open(KeystoreIdentity keystore) throws ProblemException {
        KeyFile file = KeyFile.read(keystore.file(), KeyFile.Role.KEYSTORE);
        requireType(file, keystore.type());
        FoundKey found = found(file, keystore);
        List<X509Certificate> certificates = new ArrayList<>(found.certificates());
        Optional<Path> certificateFile = keystore.certificateFile();
        if (certificateFile.isPresent()) {
            certificates.addAll(CertificateFile.read(certificateFile.get()));
        }
        return of(found, certificates);
    }

    /**
     * A key that is elsewhere, with its chain; proves by one signature that they belong together.
     *
     * @param name how messages call the key, fit to start a sentence
     * @param provider makes signatures with it
     * @param certificates in any order
     */
    public static KeySource elsewhere(
            String name, PrivateKey key, Provider provider, List<X509Certificate> certificates)
            throws ProblemException {
        KeySource source = of(new FoundKey(name, key, Optional.of(provider), List.of()), certificates);
        SupportedKey.require(name, source.certificate().getPublicKey());
        return source;
    }

    private static KeySource of(FoundKey found, List<X509Certificate> certificates) throws ProblemException {
        if (certificates.isEmpty()) {
            throw new ProblemException(Problem.of(
                    KeyProblem.CERTIFICATE_MISSING,
                    found.name() + " comes without its certificate.",
                    "Name the file with the certificate and its intermediates in <certificateFile>."));
        }
        return new KeySource(found.key(), CertificateChain.of(found, certificates));
    }

    private static FoundKey found(KeyFile file, KeystoreIdentity keystore) throws ProblemException {
        return switch (keystore.type()) {
            case PEM -> PemKeyFile.read(file, keystore.password().or(keystore::keyPassword));
            case PKCS12 -> PfxKeyFile.read(file, keystore);
            case JKS, JCEKS -> KeystoreFile.read(file, keystore);
        };
    }

    private static void requireType(KeyFile file, KeystoreType type) throws ProblemException {
        KeyFileContent content = file.content();
        if (content.type().filter(t -> t == type).isEmpty()) {
            throw new ProblemException(Problem.of(
                    KeyProblem.KEYSTORE_TYPE,
                    "The keystore " + file.path() + " is not of type " + type + "; it looks like "
                            + content.description() + ".",
                    content.type()
                            .map(t -> "Set <type>" + t + "</type>.")
                            .orElse("Name a PKCS#12, JKS or JCEKS keystore or a PEM private key in <file>.")));
        }
    }

    /** Without the key: the JDK prints the private exponent of an RSA key. */
    @Override
    public String toString() {
        return "KeySource[" + certificate().getSubjectX500Principal() + "]";
    }
}
