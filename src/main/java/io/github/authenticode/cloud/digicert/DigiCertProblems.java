package io.github.authenticode.cloud.digicert;

import io.github.authenticode.cloud.service.KnownFailure;
import io.github.authenticode.cloud.service.ServiceFailures;
import io.github.authenticode.cloud.service.ServiceFailures.Words;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.http.proxy.ProxyLoginException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/** Problems with DigiCert ONE although it answers as it should, or since it does not answer. */
final class DigiCertProblems {
    private static final String HOST = "Correct <host>, or have the proxy on the way let it through.";

    static final ServiceFailures FAILURES = new ServiceFailures(
            new Words(
                    KeyLockerProblem.DIGICERT_ANSWER,
                    "What answered at {endpoint} sent more than DigiCert ONE does.",
                    HOST),
            new Words(
                    KeyLockerProblem.DIGICERT_UNREACHABLE,
                    "DigiCert ONE did not answer at {endpoint}.",
                    "Check <host>, the network and the <proxy> in settings.xml, and build again."));

    static final KnownFailure HANDSHAKE = new KnownFailure(
            KeyLockerProblem.DIGICERT_CLIENT_CERTIFICATE,
            SSLException.class,
            "{endpoint} does not accept the client certificate.",
            "Use the client certificate that DigiCert ONE made for the user of the API key and that is neither expired nor"
                    + " revoked.",
            false,
            true);

    private DigiCertProblems() {}

    static Problem unexpected(DigiCertAccess access) {
        return Problem.of(
                KeyLockerProblem.DIGICERT_ANSWER,
                "What " + access.host() + " answered is not what DigiCert ONE was asked for.",
                HOST);
    }

    static Problem unreadable(DigiCertAccess access, String reason) {
        return unexpected(access).withEvidence(reason);
    }

    static Problem proxyLogin(DigiCertAccess access, ProxyLoginException refusal) {
        return Problem.of(
                NetworkProblem.PROXY_AUTHENTICATION,
                "DigiCert ONE at " + access.host() + " was not reached: " + refusal.getMessage() + ".",
                refusal.remedy());
    }

    static Problem resting(Duration rest) {
        return Problem.of(
                KeyLockerProblem.DIGICERT_REQUEST_LIMIT,
                "DigiCert ONE was not asked, since it wants to be left alone for " + rest.toSeconds()
                        + " more seconds.",
                "Build again later, lower <concurrency>, or ask DigiCert for a higher limit.");
    }

    /** @param existing aliases of the same kind */
    static Problem unknown(DigiCertAccess access, String element, String alias, List<String> existing) {
        boolean otherCase = existing.stream().anyMatch(alias::equalsIgnoreCase);
        return Problem.of(
                KeyLockerProblem.KEYLOCKER_ALIAS,
                "There is no <" + element + "> " + alias + " at " + access.host() + " for this user"
                        + (otherCase ? ", but one that differs in upper and lower case" : "")
                        + "; there are: " + list(existing) + ".",
                "Write <" + element + "> as DigiCert ONE does, letter by letter, or let this user use it.");
    }

    static Problem noCertificate(DigiCertAccess access, List<String> existing) {
        return Problem.of(
                KeyLockerProblem.KEYLOCKER_OTHER_KEY,
                "None of the certificates of the " + access.title()
                        + " is the one that <certificateAlias>, <certificateFile> or <thumbprint> names; it has: "
                        + list(existing) + ".",
                "Name a certificate of this key pair, or the key pair of that certificate in <keypairAlias>.");
    }

    static Problem several(DigiCertAccess access, List<String> existing) {
        return Problem.of(
                KeyLockerProblem.KEYLOCKER_MANY_CERTIFICATES,
                "The " + access.title() + " has several certificates: " + list(existing) + ".",
                "Name one in <certificateAlias>, <certificateFile> or <thumbprint>.");
    }

    static Problem keyType(DigiCertAccess access) {
        return Problem.of(
                KeyLockerProblem.KEYLOCKER_KEY_TYPE,
                "The " + access.title()
                        + " has a key with which Windows accepts no signature of code: it takes RSA of 2048 bits and more and"
                        + " ECDSA on the curves P-256, P-384 and P-521 only.",
                "Use a key pair of such a kind.");
    }

    static Problem wrongSignature(DigiCertAccess access, String reason) {
        return Problem.of(
                        KeyLockerProblem.KEYLOCKER_OTHER_KEY,
                        "The signatures of the " + access.title()
                                + " are thrown away, since they do not fit its certificate.",
                        "Name the certificate that was issued for this key pair in <certificateAlias>.")
                .withEvidence(reason);
    }

    private static String list(List<String> texts) {
        return texts.isEmpty()
                ? "none"
                : String.join(", ", texts.stream().map(ForeignText::oneLine).toList());
    }
}
