package io.github.authenticode.verify;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Trusted certificates from one place.
 *
 * @param name a file name, or what the store is called; no path
 * @param flaw empty, or why the source gave less than it should have
 */
record RootSource(String name, List<X509Certificate> certificates, String flaw) {
    RootSource {
        certificates = List.copyOf(certificates);
    }

    RootSource(String name, List<X509Certificate> certificates) {
        this(name, certificates, "");
    }

    String label() {
        return name + " (" + certificates.size() + (flaw.isEmpty() ? "" : "; " + flaw) + ")";
    }
}
