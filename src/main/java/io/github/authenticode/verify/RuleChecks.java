package io.github.authenticode.verify;

import io.github.authenticode.plan.Policy;
import io.github.authenticode.plan.Rule;
import io.github.authenticode.plan.Setting;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a policy asks of one signature beyond being valid and trusted: of every rule its check, or where else it is checked.
 *
 * @param signer absent where the file does not hold its certificate, which is a violation already
 * @param anchor absent where the chain leads to no trusted root, which is one too
 */
record RuleChecks(
        Optional<X509Certificate> signer, Optional<AnchorInfo> anchor, Digest fileDigest, Timestamps timestamps) {

    /** Every rule of the policy that the signature breaks. */
    List<Violation> violations(Policy policy) {
        return Stream.of(Rule.values())
                .flatMap(rule -> policy.rules().of(rule).flatMap(s -> violation(rule, s)).stream())
                .toList();
    }

    private Optional<Violation> violation(Rule rule, Setting setting) {
        List<String> values = setting.values();
        return switch (rule) {
            case PUBLISHER -> signer.flatMap(c -> new PublisherRule(values).violation(c));
            case SUBSCRIBER_EKU -> signer.flatMap(c -> new SubscriberRule(values).violation(c));
            case ISSUER -> signer.flatMap(c -> IssuerRules.issuer(c, values));
            case ALLOWED_ROOTS -> anchor.flatMap(a -> IssuerRules.root(a, values));
            case DIGEST_FLOOR -> StrengthRules.digest(fileDigest, values.get(0));
            case RSA_KEY_SIZE -> signer.flatMap(c -> StrengthRules.rsa(c, setting.number()));
            case EC_KEY_SIZE -> signer.flatMap(c -> StrengthRules.ellipticCurve(c, setting.number()));
            case TIMESTAMP_REQUIRED -> timestamps.missing();
            case TIMESTAMP_AUTHORITY -> timestamps.shown().flatMap(t -> TimestampRules.authority(t, values));
            case TIMESTAMP_RFC3161 -> timestamps.shown().flatMap(TimestampRules::legacy);
            // Of the file and no single signature: SignatureJudge and AuthenticodeVerifier.
            case MAXIMUM_SIGNATURES, PAGE_HASHES, PACKAGE_PUBLISHER -> Optional.empty();
            // Found where the format is read; the policy only sets their severity.
            case ZERO_PADDING, NOTHING_APPENDED, TABLE_AT_END, NOTHING_STUFFED, NO_OVERLAP -> Optional.empty();
            // Of the files that nobody selected.
            case UNSIGNED_FILES -> Optional.empty();
            // Hold whatever a policy says.
            case READABLE,
                    SIGNED,
                    UNCHANGED,
                    SOUND_SIGNATURE,
                    STRONG_DIGEST,
                    VALID_CERTIFICATE,
                    TRUSTED_CHAIN,
                    VALID_TIMESTAMP -> Optional.empty();
        };
    }
}
