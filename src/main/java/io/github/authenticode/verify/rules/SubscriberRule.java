package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.certificate.SignerRules;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rule that a certificate was issued to an expected subscriber of a signing service, told by an extended key usage:
 * certificates of Azure Artifact Signing live for three days, and what all those of one profile share is an object
 * identifier under 1.3.6.1.4.1.311.97 (Microsoft Learn, "Artifact Signing certificate management").
 *
 * @param expected any one will do
 */
record SubscriberRule(List<String> expected) {

    private static String named(List<String> oids, String separator) {
        return oids.stream().map(Oids::named).collect(Collectors.joining(separator));
    }

    Optional<Violation> violation(X509Certificate signer) {
        List<String> found = SignerRules.extendedKeyUsage(signer);
        return expected.stream().anyMatch(found::contains)
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.CERT_E_PURPOSE,
                        "The certificate \"" + Names.of(signer)
                                + "\" is not of the subscriber with the extended key usage "
                                + named(expected, " or ") + "; it has "
                                + (found.isEmpty() ? "none" : named(found, ", "))
                                + ". Sign with the certificate profile that has it.",
                        Rule.SUBSCRIBER_EKU));
    }
}
