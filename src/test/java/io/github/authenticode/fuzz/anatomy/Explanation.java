package io.github.authenticode.fuzz.anatomy;

import io.github.authenticode.fuzz.OtherReaders;
import io.github.authenticode.fuzz.Specimen;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reason why a mutant may be trusted: nothing that a signature covers differs from a file that was signed.
 *
 * @param slack where it differs all the same; empty if there is no excuse
 */
public record Explanation(Set<Slack> slack, Optional<String> accusation) {

    /** Compares a trusted mutant with the two signed files that it was made from. */
    public static Explanation of(Specimen specimen, byte[] mutant) throws IOException {
        Anatomy found;
        try {
            found = Anatomy.of(specimen.format(), mutant);
        } catch (IOException | RuntimeException e) {
            return new Explanation(Set.of(), Optional.of("a second reader cannot read it: " + e));
        }
        Explanation first = comparison(specimen.format(), specimen.bytes(), found);
        byte[] signed = first.accusation.isEmpty() ? specimen.bytes() : specimen.other();
        Explanation best = first.accusation.isEmpty() ? first : comparison(specimen.format(), signed, found);
        return best.accusation.isPresent() ? best : best.unlessSeenOtherwise(specimen.format(), signed, mutant);
    }

    /**
     * The same, beside what the verifier warned of: a change that must not pass in silence has its warning, and a
     * warning has its change, since the signed files have none.
     */
    public Explanation besides(List<Violation> warnings) {
        if (accusation.isPresent()) {
            return this;
        }
        Set<Rule> said = EnumSet.noneOf(Rule.class);
        warnings.forEach(warning -> said.add(warning.rule()));
        Set<Rule> due = EnumSet.noneOf(Rule.class);
        slack.forEach(kind -> kind.warning().ifPresent(due::add));
        return said.equals(due)
                ? this
                : new Explanation(
                        slack,
                        Optional.of("it differs in " + slack + " with warnings of " + said + " instead of " + due));
    }

    /** Another program must take out of the mutant what it takes out of the signed file. */
    private Explanation unlessSeenOtherwise(FileFormat format, byte[] signed, byte[] mutant) throws IOException {
        OtherReaders expected = OtherReaders.of(format, signed);
        try {
            OtherReaders seen = OtherReaders.of(format, mutant);
            return seen.equals(expected)
                    ? this
                    : new Explanation(Set.of(), Optional.of("other programs read " + seen + " instead of " + expected));
        } catch (IOException | RuntimeException e) {
            return new Explanation(Set.of(), Optional.of("other programs cannot read it: " + e));
        }
    }

    private static Explanation comparison(FileFormat format, byte[] signed, Anatomy found) throws IOException {
        Anatomy original = Anatomy.of(format, signed);
        if (!Arrays.equals(original.authenticated(), found.authenticated())) {
            return new Explanation(Set.of(), Optional.of("bytes that the signature covers were changed"));
        }
        Set<Slack> slack = EnumSet.noneOf(Slack.class);
        Set<String> signedCores = new HashSet<>();
        for (byte[] signature : original.signatures()) {
            signedCores.addAll(SignatureAnatomy.of(signature).cores());
        }
        for (byte[] signature : found.signatures()) {
            SignatureAnatomy anatomy = SignatureAnatomy.of(signature);
            if (!signedCores.contains(anatomy.core())) {
                return new Explanation(Set.of(), Optional.of("a signature is none that was made"));
            }
            if (original.signatures().stream().noneMatch(s -> Arrays.equals(s, signature))) {
                slack.addAll(SignatureAnatomy.of(original.signatures().get(0)).differences(anatomy));
            }
        }
        for (Slack kind : Slack.values()) {
            if (!Arrays.equals(original.slack().get(kind), found.slack().get(kind))) {
                slack.add(kind);
            }
        }
        return new Explanation(slack, Optional.empty());
    }
}
