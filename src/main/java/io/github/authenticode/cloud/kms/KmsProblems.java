package io.github.authenticode.cloud.kms;

import io.github.authenticode.cloud.service.ServiceFailures;
import io.github.authenticode.cloud.service.ServiceFailures.Words;
import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.DigestAlgorithm;
import java.time.Duration;

/** Problems with a service of keys although it answers as it should, or since it does not answer. */
public final class KmsProblems {
    static final ServiceFailures FAILURES = new ServiceFailures(
            new Words(
                    CloudKeyProblem.CLOUD_KEY_ANSWER,
                    "What answered at {endpoint} sent more than any key service has.",
                    "Correct the address, or have the proxy on the way let it through."),
            new Words(
                    CloudKeyProblem.CLOUD_KEY_UNREACHABLE,
                    "The key service at {endpoint} did not answer.",
                    "Check the region or address in the pom, the network and the <proxy> in settings.xml, and build again."));

    private KmsProblems() {}

    static Problem proxyLogin(KeyPlace place, ProxyLoginException refusal) {
        return Problem.of(
                NetworkProblem.PROXY_AUTHENTICATION,
                place.endpoint() + " was not reached: " + refusal.getMessage() + ".",
                refusal.remedy());
    }

    /** An answer in which something is missing or wrong. */
    public static Problem unreadable(KeyPlace place, String reason) {
        return Problem.of(
                        CloudKeyProblem.CLOUD_KEY_ANSWER,
                        "What " + place.endpoint() + " answered is not of " + place.product() + ".",
                        "Correct the address, or have the proxy on the way let it through.")
                .withEvidence(ForeignText.oneLine(reason));
    }

    /** A key for something else than signing. */
    public static Problem usage(KeyPlace place, String usage, String remedy) {
        return Problem.of(
                CloudKeyProblem.CLOUD_KEY_USAGE,
                "The " + place.title() + " is not for signing: it is " + ForeignText.oneLine(usage)
                        + ", which nobody can change afterwards.",
                remedy);
    }

    static Problem keyType(KeyPlace place, String kind) {
        return Problem.of(
                CloudKeyProblem.CLOUD_KEY_TYPE,
                "The " + place.title() + " is of the kind " + ForeignText.oneLine(kind)
                        + "; Windows accepts code signatures by RSA keys of 2048 bits and more and by ECDSA keys on the curves"
                        + " P-256, P-384 and P-521 only.",
                "Use such a key, and a certificate for it.");
    }

    static Problem digest(KeyPlace place, DigestAlgorithm only, DigestAlgorithm wanted) {
        return Problem.of(
                CloudKeyProblem.CLOUD_KEY_DIGEST,
                "The " + place.title() + " signs " + only.jcaName() + " digests, and no " + wanted.jcaName()
                        + " digest.",
                "Set <digest>" + only.jcaName() + "</digest>.");
    }

    static Problem otherKey(KeyPlace place) {
        return Problem.of(
                CloudKeyProblem.CLOUD_KEY_OTHER_KEY,
                "None of the certificates in <certificateFile> belongs to the " + place.title() + ".",
                "Name the certificate that was issued for this key in <certificateFile>, or the right key.");
    }

    static Problem wrongSignature(KeyPlace place, String reason) {
        return Problem.of(
                        CloudKeyProblem.CLOUD_KEY_OTHER_KEY,
                        "The signatures of the " + place.title()
                                + " are thrown away, since they do not fit the certificate in <certificateFile>.",
                        "Name one version of the key, and its certificate.")
                .withEvidence(reason);
    }

    static Problem resting(KeyPlace place, Duration rest) {
        return Problem.of(
                CloudKeyProblem.CLOUD_KEY_THROTTLED,
                place.product() + " was not asked, since it wants to be left alone for " + rest.toSeconds()
                        + " more seconds.",
                "Wait, lower <concurrency>, or have the quota raised.");
    }
}
