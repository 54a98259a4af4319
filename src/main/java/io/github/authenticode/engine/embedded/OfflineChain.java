package io.github.authenticode.engine.embedded;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain that jsign takes for complete. Where the issuer of the last certificate is missing, jsign downloads it from
 * the address in the certificate, for each file, without a time limit, and prints a stack trace if that fails
 * (net.jsign.CertificateUtils, 7.4). It leaves self-signed certificates out of the signature, so a stand-in of the
 * issuer's name, which never leaves this JVM, keeps it from the network and changes nothing else.
 */
final class OfflineChain {
    private OfflineChain() {}

    static Certificate[] of(List<X509Certificate> chain) {
        List<Certificate> complete = new ArrayList<>(chain);
        X509Certificate last = chain.get(chain.size() - 1);
        if (!last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            complete.add(PlaceholderCertificates.issuerOf(last));
        }
        return complete.toArray(new Certificate[0]);
    }
}
