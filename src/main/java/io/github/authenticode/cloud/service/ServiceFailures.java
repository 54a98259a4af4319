package io.github.authenticode.cloud.service;

import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.http.AnswerTooLargeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Everything that keeps an answer from coming, in the order in which it is looked for. Which service it was makes a
 * difference to the words alone.
 *
 * @param tooLarge id and remedy where something sends more than any signature has
 * @param unreachable id, cause and remedy where nobody answers
 */
public record ServiceFailures(Words tooLarge, Words unreachable) {
    /** @param text with the placeholder {@code {endpoint}} */
    public record Words(ProblemId id, String text, String remedy) {}

    /** The first that is the cause of a failure; there is always one. */
    public KnownFailure of(IOException failure) {
        return all().stream().filter(f -> f.isCauseOf(failure)).findFirst().orElseThrow();
    }

    private List<KnownFailure> all() {
        return List.of(
                new KnownFailure(
                        tooLarge.id(), AnswerTooLargeException.class, tooLarge.text(), tooLarge.remedy(), false, false),
                clock(CertificateExpiredException.class),
                clock(CertificateNotYetValidException.class),
                new KnownFailure(
                        NetworkProblem.TLS_UNTRUSTED,
                        CertificateException.class,
                        "What answered at {endpoint} shows a certificate that this Java does not trust; as a rule it is a"
                                + " proxy that opens TLS connections with a root of its own.",
                        "Import that root into the trust store of the Java that runs Maven, or name a trust store that has"
                                + " it: MAVEN_OPTS=-Djavax.net.ssl.trustStore=….",
                        false,
                        true),
                unanswered(UnresolvedAddressException.class, true),
                unanswered(ConnectException.class, true),
                unanswered(HttpConnectTimeoutException.class, true),
                new KnownFailure(
                        NetworkProblem.TLS_FAILED,
                        SSLHandshakeException.class,
                        "No TLS connection to {endpoint} could be made.",
                        "Check whether a proxy or firewall stands in between, and name it as <proxy> in settings.xml.",
                        true,
                        true),
                unanswered(HttpTimeoutException.class, false),
                unanswered(TimeoutException.class, false),
                unanswered(IOException.class, false));
    }

    private KnownFailure unanswered(Class<? extends Throwable> type, boolean unsent) {
        return new KnownFailure(unreachable.id(), type, unreachable.text(), unreachable.remedy(), true, unsent);
    }

    private static KnownFailure clock(Class<? extends Throwable> type) {
        return new KnownFailure(
                NetworkProblem.TLS_UNTRUSTED,
                type,
                "The certificate of {endpoint} is not valid at this machine's time.",
                "Set the clock of this machine.",
                false,
                true);
    }
}
