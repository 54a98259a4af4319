package io.github.authenticode.cloud.kms;

import io.github.authenticode.cloud.service.KnownAnswer;
import io.github.authenticode.cloud.service.Suspect;
import io.github.authenticode.diagnose.catalogue.CloudKeyProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Refusals as every service has them, around those that one service alone has. */
public final class KmsAnswers {
    private static final List<KnownAnswer<KmsRefusal>> FIRST = List.of(
            answer(
                    NetworkProblem.PROXY_AUTHENTICATION,
                    c -> c.answer().status() == 407,
                    "The proxy on the way to {endpoint} wants a password and was given none, or not the right one.",
                    "Correct <username> and <password> of the <proxy> in settings.xml."),
            answer(
                    CloudKeyProblem.CLOUD_KEY_PAGE,
                    c -> c.answer().isPage() && c.answer().status() < 500,
                    "Instead of {product}, something on the way to {endpoint} answered, with a web page; as a rule a proxy or a"
                            + " firewall.",
                    "Have {endpoint} let through, or name the right <proxy> in settings.xml."),
            answer(
                    CloudKeyProblem.CLOUD_KEY_REDIRECT,
                    c -> c.answer().status() / 100 == 3,
                    "{endpoint} leads to another address, where credentials must not go.",
                    "Correct the address in the pom; if it is right, have the proxy let it through."));

    private static final List<KnownAnswer<KmsRefusal>> LAST = List.of(
            new KnownAnswer<>(
                    CloudKeyProblem.CLOUD_KEY_SIGN_IN,
                    c -> c.answer().status() == 401,
                    "{product} did not accept the credentials for {key}.",
                    List.of(Suspect.clock().withRemedy("Set the clock of this machine.")),
                    "Sign in anew, or correct the credentials.",
                    false),
            answer(
                    CloudKeyProblem.CLOUD_KEY_ACCESS,
                    c -> c.answer().status() == 403,
                    "{product} does not let whoever signed in use {key}.",
                    "Allow {permissions}, and wait some minutes."),
            answer(
                    CloudKeyProblem.CLOUD_KEY_NOT_FOUND,
                    c -> c.answer().status() == 404,
                    "There is no {key}.",
                    "Compare the key and its place in the pom with what the service shows."),
            new KnownAnswer<>(
                    CloudKeyProblem.CLOUD_KEY_THROTTLED,
                    c -> c.answer().status() == 429,
                    "{product} is asked too often, by all that share its quota.",
                    List.of(),
                    "Wait, lower <concurrency>, or have the quota raised.",
                    true),
            new KnownAnswer<>(
                    CloudKeyProblem.CLOUD_KEY_UNAVAILABLE,
                    c -> c.answer().status() >= 500,
                    "{product} at {endpoint} has a failure of its own.",
                    List.of(),
                    "Look at the status page of the service and build again later.",
                    true),
            answer(
                    CloudKeyProblem.CLOUD_KEY_REFUSED,
                    c -> true,
                    "{product} refused to use {key}.",
                    "Go by the service's words; if they do not help, report them to this plugin."));

    private KmsAnswers() {}

    /** A refusal that does not pass by itself. */
    public static KnownAnswer<KmsRefusal> answer(
            ProblemId id, Predicate<KmsRefusal> sign, String cause, String remedy) {
        return new KnownAnswer<>(id, sign, cause, List.of(), remedy, false);
    }

    static KnownAnswer<KmsRefusal> of(KmsRefusal refusal, List<KnownAnswer<KmsRefusal>> own) {
        return Stream.of(FIRST, own, LAST)
                .flatMap(List::stream)
                .filter(known -> known.sign().test(refusal))
                .findFirst()
                .orElseThrow();
    }
}
