package io.github.authenticode.cloud.token;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.http.HttpExchange;
import io.github.authenticode.http.proxy.ProxyLoginException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** The reasons why a host of Azure's or of the CI's did not answer at all, and what the user can do about it. */
public final class Unreachable {
    private static final Pattern PROXY_LOGIN = Pattern.compile("\\b407\\b");

    private Unreachable() {}

    /** What an {@link HttpExchange} that failed means. */
    public static CloudException because(URI target, IOException failure) {
        String host = target.getHost();
        String words = ExceptionText.of(failure);
        if (ExceptionText.causedBy(failure, UnknownHostException.class)
                || ExceptionText.causedBy(failure, UnresolvedAddressException.class)) {
            return fatal(Problem.of(
                            AzureSignInProblem.AZURE_UNKNOWN_HOST,
                            host + " is not known to the name server of this machine.",
                            "Check the name, and name the proxy in settings.xml if only a proxy may go outside.")
                    .withEvidence(words));
        }
        Optional<ProxyLoginException> login = ExceptionText.cause(failure, ProxyLoginException.class);
        if (login.isPresent()) {
            return fatal(proxyLogin(host, login.get()));
        }
        if (PROXY_LOGIN.matcher(words).find()) {
            return fatal(proxyLogin(host).withEvidence(words));
        }
        if (ExceptionText.causedBy(failure, CertPathBuilderException.class)
                || ExceptionText.causedBy(failure, CertificateException.class)) {
            return fatal(Problem.of(
                            AzureSignInProblem.AZURE_TLS_TRUST,
                            host + " shows a certificate that this JVM does not trust: a proxy or a virus scanner opens"
                                    + " the connection.",
                            "Import the root certificate of that proxy into the trust store of the JVM, or point"
                                    + " -Djavax.net.ssl.trustStore in MAVEN_OPTS to one that has it.")
                    .withEvidence(words));
        }
        if (ExceptionText.causedBy(failure, SSLException.class)) {
            return fatal(Problem.of(
                            AzureSignInProblem.AZURE_TLS,
                            "No encrypted connection to " + host + " came about.",
                            "Check that no proxy or firewall stands between.")
                    .withEvidence(words));
        }
        return new CloudException(noAnswer(host, failure).withEvidence(words), true);
    }

    private static Problem proxyLogin(String host, ProxyLoginException refusal) {
        return Problem.of(
                AzureSignInProblem.AZURE_PROXY_LOGIN,
                host + " was not reached: " + refusal.getMessage() + ".",
                refusal.remedy());
    }

    /** A proxy that wants to know who asks, and of which nothing else is known. */
    public static Problem proxyLogin(String host) {
        return Problem.of(
                AzureSignInProblem.AZURE_PROXY_LOGIN,
                "The proxy on the way to " + host + " asks for a user and a password (HTTP 407).",
                "Give <username> and <password> to the <proxy> in settings.xml.");
    }

    private static Problem noAnswer(String host, IOException failure) {
        return ExceptionText.causedBy(failure, ConnectException.class)
                        && !ExceptionText.causedBy(failure, HttpTimeoutException.class)
                ? Problem.of(
                        AzureSignInProblem.AZURE_NO_CONNECTION,
                        "No connection to " + host + ".",
                        "Open the firewall for it, or name the proxy in settings.xml.")
                : Problem.of(
                        AzureSignInProblem.AZURE_NO_ANSWER,
                        host + " did not answer.",
                        "Run the build again, and look at the firewall and the proxy if that does not help.");
    }

    private static CloudException fatal(Problem problem) {
        return new CloudException(problem, false);
    }
}
