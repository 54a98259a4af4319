package io.github.authenticode.verify;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.verify.certificate.Publisher;
import io.github.authenticode.verify.verdict.Verdict;
import io.github.authenticode.verify.violation.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The advice on what this user can do with this file, in the place of what its maker could. The sentence of a violation
 * ends with an imperative for whoever signed the file; but the file may be somebody else's, or lie in an archive, and
 * then nobody here can sign it again.
 */
public final class Advice {
    /** What a sentence ends with that speaks to the signer. */
    private static final Pattern TO_THE_SIGNER =
            Pattern.compile("(?<=[.:!?)\"] )(?:Sign|Timestamp|Build|Use SHA|Pack|Make)\\b(?:[^.]|\\.(?! |$))*\\.$");

    private static final String IN_ARCHIVE = "!/";

    private final Rules rules;

    private Advice(Rules rules) {
        this.rules = rules;
    }

    /** @param policy which says whose files are one's own */
    public static Advice under(Policy policy) {
        return new Advice(policy.rules());
    }

    /** The same verdict, for the file that reports call so. */
    public Verdict on(String name, Verdict verdict) {
        Optional<String> remedy = remedy(name, verdict);
        return remedy.isEmpty() || verdict.violations().isEmpty()
                ? verdict
                : new Verdict(
                        verdict.signatures().stream()
                                .map(s -> s.with(with(remedy.get(), s.violations())))
                                .toList(),
                        with(remedy.get(), verdict.fileViolations()));
    }

    private static List<Violation> with(String remedy, List<Violation> violations) {
        return violations.stream()
                .map(v -> new Violation(v.code(), with(remedy, v.message()), v.rule(), v.severity()))
                .toList();
    }

    private static String with(String remedy, String message) {
        Matcher advice = TO_THE_SIGNER.matcher(message);
        if (!advice.find()) {
            return message;
        }
        String instead = advice.group().contains("<trustedRoots>") ? "Add the root to <trustedRoots>." : remedy;
        return message.substring(0, advice.start()) + instead;
    }

    /** Empty where it is one's own file and lies in no archive. */
    private Optional<String> remedy(String name, Verdict verdict) {
        Optional<Publisher> signer = verdict.signatures().stream()
                .flatMap(s -> s.signer().stream())
                .findFirst()
                .map(Publisher::of);
        Whose whose = whose(signer);
        String who = signer.map(s -> "\"" + s.name() + "\"").orElse("whoever makes it");
        return name.contains(IN_ARCHIVE)
                ? Optional.of(packed(name, whose, who))
                : switch (whose) {
                    case OWN -> Optional.empty();
                    case OTHERS -> Optional.of("Get the file anew from " + who + ", or replace what brings it.");
                    case UNKNOWN ->
                        signer.map(s -> "Sign the file again if it is yours; if not, get it anew from " + who + ".");
                };
    }

    private enum Whose {
        OWN,
        OTHERS,
        UNKNOWN
    }

    private Whose whose(Optional<Publisher> signer) {
        Optional<List<String>> own = rules.of(Rule.PUBLISHER).map(Setting::values);
        if (own.isEmpty() || signer.isEmpty()) {
            return Whose.UNKNOWN;
        }
        return signer.get().isAmong(own.get()) ? Whose.OWN : Whose.OTHERS;
    }

    /** Whatever is wrong in an archive, the archive must be packed again, and those around it. */
    private static String packed(String name, Whose whose, String who) {
        List<String> archives = new ArrayList<>(List.of(name.split(IN_ARCHIVE, -1)));
        archives.remove(archives.size() - 1);
        Collections.reverse(archives);
        String again = ", then pack " + String.join(", then ", archives) + " again.";
        return switch (whose) {
            case OWN -> "Sign the file before it is packed" + again;
            case OTHERS -> "Get the file anew from " + who + again;
            case UNKNOWN -> "Sign the file if it is yours, or get it anew from " + who + again;
        };
    }
}
