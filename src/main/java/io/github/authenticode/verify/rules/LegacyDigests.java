package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Rules;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.violation.Violation;
import java.util.List;

/**
 * The treatment of SHA-1 in a file that does not depend on it. Programs for Windows 7 and before carry two signatures,
 * and Windows looks at the better one ("Windows Enforcement of SHA1 Certificates", Microsoft Learn): whoever forged the
 * one of SHA-1 would still have to forge the other. Everything else that is wrong with it counts as ever.
 */
public final class LegacyDigests {
    private LegacyDigests() {}

    /**
     * The same signatures; of those with SHA-1 the digest breaks another rule if one that needs no SHA-1 keeps every
     * rule.
     *
     * @param rules that hold, and how
     */
    public static List<SignatureVerdict> judged(List<SignatureVerdict> signatures, Rules rules) {
        return signatures.stream().noneMatch(s -> isWhole(s, rules))
                ? signatures
                : signatures.stream().map(s -> isOfSha1(s) ? forgiven(s) : s).toList();
    }

    private static boolean isWhole(SignatureVerdict signature, Rules rules) {
        return signature.signer().isPresent()
                && signature.anchor().isPresent()
                && !isOfSha1(signature)
                && Violation.under(rules, signature.violations()).stream().noneMatch(Violation::isError);
    }

    private static boolean isOfSha1(SignatureVerdict signature) {
        return signature.digestAlgorithm().equals(new Digest(Digest.SHA1).name());
    }

    private static SignatureVerdict forgiven(SignatureVerdict signature) {
        return signature.with(signature.violations().stream()
                .map(v -> v.rule() == Rule.STRONG_DIGEST ? new Violation(v.code(), v.message(), Rule.LEGACY_DIGEST) : v)
                .toList());
    }
}
