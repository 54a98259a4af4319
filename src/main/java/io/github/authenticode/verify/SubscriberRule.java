package io.github.authenticode.verify;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a certificate was issued to the expected subscriber of a signing service, told by an extended key usage: certificates
 * of Azure Artifact Signing live for three days, and what all those of one profile share is an object identifier under
 * 1.3.6.1.4.1.311.97 (Microsoft Learn, "Artifact Signing certificate management").
 */
record SubscriberRule(String expected) {

    Optional<Violation> violation(X509Certificate signer) {
        List<String> found = SignerRules.extendedKeyUsage(signer);
        return found.contains(expected)
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.CERT_E_PURPOSE,
                        "The certificate \"" + Names.of(signer)
                                + "\" is not of the subscriber with the extended key usage "
                                + expected + "; it has " + (found.isEmpty() ? "none" : String.join(", ", found))
                                + ". Sign with the certificate profile that has it."));
    }
}
