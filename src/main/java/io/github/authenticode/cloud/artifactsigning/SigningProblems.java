package io.github.authenticode.cloud.artifactsigning;

import static io.github.authenticode.cloud.artifactsigning.PossibleCause.AUDIENCE;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.CLOCK;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.NAMES;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.NETWORK;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.PROFILE;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.REGION;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.ROLE;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.SUBSCRIPTION;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.TENANT;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.TIME;
import static io.github.authenticode.cloud.artifactsigning.PossibleCause.VALIDATION;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ArtifactSigningProblem;
import io.github.authenticode.diagnose.catalogue.AzureSignInProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.http.AnswerTooLargeException;
import io.github.authenticode.http.proxy.ProxyLoginException;
import io.github.authenticode.plan.text.PublicUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;

/** Everything that is known to go wrong with Artifact Signing over HTTP, in the order in which it is looked for. */
final class SigningProblems {
    private static final String WHAT = "certificate profile {profile} of account {account} at {endpoint}";

    /** Ids are those of the signtool engine's problems where they mean the same. */
    static final List<KnownAnswer> ANSWERS = List.of(
            new KnownAnswer(
                    NetworkProblem.PROXY_AUTHENTICATION,
                    status(407),
                    "The proxy on the way to {endpoint} wants a password and was given none, or not the right one.",
                    List.of(),
                    "Correct <username> and <password> of the <proxy> in settings.xml.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_PAGE,
                    c -> c.isPage() && c.answer().status() < 500,
                    "Instead of the signing service at {endpoint}, something on the way to it answered, with a web page; as a"
                            + " rule a proxy or a firewall.",
                    List.of(),
                    "Have {endpoint} let through, or name the right <proxy> in settings.xml.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_REDIRECT,
                    c -> c.answer().status() / 100 == 3,
                    "{endpoint} leads to another address, where the token must not go.",
                    List.of(),
                    "Correct <endpoint>; if it is right, have the proxy let it through.",
                    false),
            new KnownAnswer(
                    AzureSignInProblem.AZURE_TOKEN_KIND,
                    c -> c.body().contains("ClaimsPrincipal TenantId is null"),
                    "The token that was sent to {endpoint} is none for code signing.",
                    List.of(AUDIENCE),
                    "Get a token for the scope https://codesigning.azure.net/.default.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_400,
                    status(400),
                    "Artifact Signing did not understand the request for " + WHAT + ".",
                    List.of(AUDIENCE),
                    "Sign in again or narrow <credential> to one kind, since a stale sign-in has this effect; if that does not"
                            + " help, report the service's words to this plugin.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_401,
                    status(401),
                    "Artifact Signing did not accept the token for " + WHAT + ", nor a fresh one.",
                    List.of(AUDIENCE, CLOCK, TIME, TENANT),
                    "Sign in to the tenant of the Artifact Signing account.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_403,
                    status(403),
                    "Artifact Signing does not let {application} sign with " + WHAT + ".",
                    List.of(
                            AUDIENCE,
                            CLOCK,
                            TIME,
                            ROLE,
                            NAMES,
                            REGION,
                            SUBSCRIPTION,
                            VALIDATION,
                            PROFILE,
                            NETWORK,
                            TENANT),
                    "In the Azure portal, open account {account}, Access control (IAM), and look for the role Artifact Signing"
                            + " Certificate Profile Signer; if it is there, go on through the list.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_404,
                    status(404),
                    "Artifact Signing does not know " + WHAT + ".",
                    List.of(NAMES, REGION, NETWORK),
                    "Compare {address} with what the Azure portal shows of the account, and correct <account>,"
                            + " <certificateProfile> or <region>.",
                    false),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_429,
                    c -> c.answer().status() == 429 || c.answer().status() == 408,
                    "Artifact Signing is asked too often, or the account's signatures of this month are used up.",
                    List.of(),
                    "Wait, lower <concurrency>, and look at the quota of account {account}.",
                    true),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_UNAVAILABLE,
                    c -> c.answer().status() >= 500,
                    "Artifact Signing at {endpoint} has a failure of its own.",
                    List.of(),
                    "Look at Azure's status page and build again later.",
                    true),
            new KnownAnswer(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_REFUSED,
                    c -> true,
                    "Artifact Signing refused to sign with " + WHAT + ".",
                    List.of(AUDIENCE, TIME),
                    "Go by the service's words; if they do not help, report them to this plugin.",
                    false));

    static final List<KnownFailure> FAILURES = List.of(
            new KnownFailure(
                    ArtifactSigningProblem.ARTIFACT_SIGNING_ANSWER,
                    AnswerTooLargeException.class,
                    "What answered at {endpoint} sent more than any signature has.",
                    "Correct <endpoint>, or have the proxy on the way let it through.",
                    false,
                    false),
            clockFailure(CertificateExpiredException.class),
            clockFailure(CertificateNotYetValidException.class),
            new KnownFailure(
                    NetworkProblem.TLS_UNTRUSTED,
                    CertificateException.class,
                    "What answered at {endpoint} shows a certificate that this Java does not trust; as a rule it is a proxy that"
                            + " opens TLS connections with a root of its own.",
                    "Import that root into the trust store of the Java that runs Maven, or name a trust store that has it:"
                            + " MAVEN_OPTS=-Djavax.net.ssl.trustStore=….",
                    false,
                    true),
            unreachable(UnresolvedAddressException.class, true),
            unreachable(ConnectException.class, true),
            unreachable(HttpConnectTimeoutException.class, true),
            new KnownFailure(
                    NetworkProblem.TLS_FAILED,
                    SSLHandshakeException.class,
                    "No TLS connection to {endpoint} could be made.",
                    "Check whether a proxy or firewall stands in between, and name it as <proxy> in settings.xml.",
                    true,
                    true),
            unreachable(HttpTimeoutException.class, false),
            unreachable(TimeoutException.class, false),
            unreachable(IOException.class, false));

    private SigningProblems() {}

    private static Predicate<RefusalContext> status(int status) {
        return c -> c.answer().status() == status;
    }

    private static KnownFailure unreachable(Class<? extends Throwable> type, boolean unsent) {
        return new KnownFailure(
                ArtifactSigningProblem.ARTIFACT_SIGNING_UNREACHABLE,
                type,
                "Artifact Signing at {endpoint} did not answer.",
                "Check the network, the <proxy> in settings.xml and <region>, and build again.",
                true,
                unsent);
    }

    private static KnownFailure clockFailure(Class<? extends Throwable> type) {
        return new KnownFailure(
                NetworkProblem.TLS_UNTRUSTED,
                type,
                "The certificate of {endpoint} is not valid at this machine's time.",
                "Set the clock of this machine.",
                false,
                true);
    }

    static KnownAnswer of(RefusalContext circumstances) {
        return ANSWERS.stream()
                .filter(a -> a.sign().test(circumstances))
                .findFirst()
                .orElseThrow();
    }

    static KnownFailure of(IOException failure) {
        return FAILURES.stream().filter(f -> f.isCauseOf(failure)).findFirst().orElseThrow();
    }

    static Problem proxyLogin(SigningAccess access, ProxyLoginException refusal) {
        return Problem.of(
                NetworkProblem.PROXY_AUTHENTICATION,
                "Artifact Signing at " + access.endpoint() + " was not reached: " + refusal.getMessage() + ".",
                refusal.remedy());
    }

    static Problem noHttps(SigningAccess access) {
        return Problem.of(
                ArtifactSigningProblem.ARTIFACT_SIGNING_ENDPOINT,
                "The endpoint " + access.endpoint() + " is not https, and the Azure token would be sent in the clear.",
                "Write it like https://weu.codesigning.azure.net.");
    }

    static Problem unreadable(SigningAccess access, String reason) {
        return Problem.of(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_ANSWER,
                        "What " + access.endpoint() + " answered is not of the signing service.",
                        "Correct <endpoint>, or have the proxy on the way let it through.")
                .withEvidence(reason);
    }

    static Problem foreignHost(SigningAccess access, String location) {
        return Problem.of(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_FOREIGN_HOST,
                        "The signing service at " + access.endpoint()
                                + " wants its signature fetched from another host, where the token must not go.",
                        "Correct <endpoint>; if it is right, report this to this plugin.")
                .withEvidence(PublicUrl.of(location));
    }

    static Problem failed(SigningAccess access, OperationState operation) {
        return Problem.of(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_FAILED,
                        "Artifact Signing took the digest and did not sign it: operation " + operation.id()
                                + " ended as " + operation.status() + ".",
                        "Check in the Azure portal that the subscription of account " + access.account()
                                + ", its identity validation and certificate profile " + access.certificateProfile()
                                + " are active, and have had no gap.")
                .withEvidence(
                        operation.error().orElse("no reason given") + ", correlation id " + access.correlationId());
    }

    static Problem stuck(SigningAccess access, String operationId) {
        return Problem.of(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_TIMEOUT,
                        "Artifact Signing did not end operation " + operationId + " within "
                                + access.limit().toSeconds() + " seconds; it may be billed all the same.",
                        "Look at Azure's status page and build again later.")
                .withEvidence("correlation id " + access.correlationId());
    }

    static Problem resting(SigningAccess access, Duration rest) {
        return Problem.of(
                ArtifactSigningProblem.ARTIFACT_SIGNING_429,
                "Artifact Signing was not asked, since it wants to be left alone for " + rest.toSeconds()
                        + " more seconds.",
                "Wait, lower <concurrency>, and look at the quota of account " + access.account() + ".");
    }

    static Problem wrongSignature(SigningAccess access, String operationId, String reason) {
        return Problem.of(
                        ArtifactSigningProblem.ARTIFACT_SIGNING_WRONG_SIGNATURE,
                        "The signature of operation " + operationId
                                + " was thrown away, since it is not one of this digest, "
                                + "and so was the one before it.",
                        "Report the operation to Azure's support.")
                .withEvidence(reason + ", correlation id " + access.correlationId());
    }
}
