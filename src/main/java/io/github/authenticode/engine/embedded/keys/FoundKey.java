package io.github.authenticode.engine.embedded.keys;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A private key of a supported kind, as it was found in a file.
 *
 * @param name how messages call it, fit to start a sentence: {@code The key 'release' in key.p12}
 * @param provider makes signatures with it, where the JDK's own cannot
 * @param certificates what the same file holds, in any order; may be empty
 */
record FoundKey(String name, PrivateKey key, Optional<Provider> provider, List<X509Certificate> certificates) {
    FoundKey {
        certificates = List.copyOf(certificates);
    }

    /** A key whose bytes are known. */
    FoundKey(String name, PrivateKey key, List<X509Certificate> certificates) {
        this(name, key, Optional.empty(), certificates);
    }

    /** Without the key: the JDK prints the private exponent of an RSA key. */
    @Override
    public String toString() {
        return name;
    }
}
