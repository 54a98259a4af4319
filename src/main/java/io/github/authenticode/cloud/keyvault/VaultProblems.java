package io.github.authenticode.cloud.keyvault;

import io.github.authenticode.cloud.key.KeyAlgorithm;
import io.github.authenticode.cloud.service.ServiceFailures;
import io.github.authenticode.cloud.service.ServiceFailures.Words;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.KeyVaultProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** Problems with Key Vault although it answers as it should, or since it does not answer. */
final class VaultProblems {
    /** Transactions in 10 seconds by a key in an HSM or in software ("Azure Key Vault service limits"). */
    static final String LIMITS =
            "2,000 or 4,000 signatures with RSA 2048 and on curves, 500 or 1,000 with RSA 3072, 250 or 500"
                    + " with RSA 4096, by a key in an HSM or in software";

    static final ServiceFailures FAILURES = new ServiceFailures(
            new Words(
                    KeyVaultProblem.KEY_VAULT_ANSWER,
                    "What answered at {endpoint} sent more than any vault has.",
                    "Correct <vault>, or have the proxy on the way let it through."),
            new Words(
                    KeyVaultProblem.KEY_VAULT_UNREACHABLE,
                    "The vault {endpoint} did not answer.",
                    "Check the name in <vault>, the network and the <proxy> in settings.xml, and build again."));

    private VaultProblems() {}

    static Problem proxyLogin(VaultAccess access, ProxyLoginException refusal) {
        return Problem.of(
                NetworkProblem.PROXY_AUTHENTICATION,
                "The vault " + access.vault() + " was not reached: " + refusal.getMessage() + ".",
                refusal.remedy());
    }

    static Problem unreadable(VaultAccess access, String reason) {
        return Problem.of(
                        KeyVaultProblem.KEY_VAULT_ANSWER,
                        "What " + access.vault() + " answered is not of Key Vault.",
                        "Correct <vault>, or have the proxy on the way let it through.")
                .withEvidence(reason);
    }

    static Problem disabled(VaultAccess access) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_DISABLED,
                "The " + access.title() + " is disabled.",
                "Enable that version in the portal, or name another one in <version>.");
    }

    static Problem pending(VaultAccess access) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_PENDING,
                "The " + access.title() + " is only requested: its authority's answer has not been merged.",
                "Merge the issued certificate into the request in the portal.");
    }

    static Problem keyType(VaultAccess access, String kind) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_KEY_TYPE,
                "The " + access.title() + " has a key of the kind " + ForeignText.oneLine(kind)
                        + "; Windows accepts code signatures by RSA keys of 2048 bits and more and by ECDSA keys on the"
                        + " curves P-256, P-384 and P-521 only.",
                "Use a certificate with such a key.");
    }

    static Problem keyOperation(VaultAccess access) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_KEY_OPERATION,
                "The " + access.title() + " may not be used to sign: sign is none of its permitted operations.",
                "Permit it, or sign with another key.");
    }

    static Problem digest(VaultAccess access, KeyAlgorithm key, DigestAlgorithm wanted) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_DIGEST,
                "The " + access.title() + " has a key on the curve "
                        + key.name().replace("P", "P-") + ", with which Key Vault signs no " + wanted.jcaName()
                        + " digest.",
                "Set <digest>" + key.onlyDigest().orElse(wanted).jcaName() + "</digest>.");
    }

    static Problem noCertificate(VaultAccess access) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_OTHER_KEY,
                "None of the certificates in <chainFile> belongs to the " + access.title() + ".",
                "Put the certificate that was issued for this key into <chainFile>.");
    }

    static Problem wrongSignature(VaultAccess access, X509Certificate certificate, String reason) {
        return Problem.of(
                        KeyVaultProblem.KEY_VAULT_OTHER_KEY,
                        "The signatures of the " + access.title()
                                + " are thrown away, since they do not fit its certificate \""
                                + ForeignText.oneLine(
                                        certificate.getSubjectX500Principal().getName())
                                + "\": as a rule that certificate was issued for another key.",
                        "Merge the certificate that was issued for this key into the vault, or name the right <certificate> or"
                                + " <version>.")
                .withEvidence(reason + ", client request id " + access.correlationId());
    }

    static Problem resting(VaultAccess access, Duration rest) {
        return Problem.of(
                KeyVaultProblem.KEY_VAULT_429,
                "Key Vault was not asked, since it wants to be left alone for " + rest.toSeconds() + " more seconds.",
                "Wait, lower <concurrency>, or keep other users of " + access.vault() + " in a vault of their own.");
    }
}
