package io.github.authenticode.azuredouble;

import io.github.authenticode.testing.TestCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keys by name. An RSA key takes up to half a second to make, so that all doubles of a JVM have the same ones. */
final class DoubleKeys {
    private static final ConcurrentMap<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private DoubleKeys() {}

    static KeyPair rsa(String name, int size) {
        return KEYS.computeIfAbsent(name + size, n -> make("RSA", size));
    }

    static KeyPair elliptic(String name) {
        return KEYS.computeIfAbsent(name, n -> make("EC", 256));
    }

    private static KeyPair make(String algorithm, int size) {
        try {
            return TestCertificate.keyPair(algorithm, size);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
