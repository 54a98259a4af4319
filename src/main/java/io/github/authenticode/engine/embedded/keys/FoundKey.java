package io.github.authenticode.engine.embedded.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key of a supported kind, as it was found in a file.
 *
 * @param name how messages call it, fit to start a sentence: {@code The key 'release' in key.p12}
 * @param certificates what the same file holds, in any order; may be empty
 */
record FoundKey(String name, PrivateKey key, List<X509Certificate> certificates) {
    FoundKey {
        certificates = List.copyOf(certificates);
    }

    /** Without the key: the JDK prints the private exponent of an RSA key. */
    @Override
    public String toString() {
        return name;
    }
}
