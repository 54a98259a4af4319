package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Policy;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.verify.cms.ContentRules;
import io.github.authenticode.verify.cms.SignedMessage;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.path.IssuerRules;
import io.github.authenticode.verify.timestamp.TimestampRules;
import io.github.authenticode.verify.timestamp.Timestamps;
import io.github.authenticode.verify.verdict.AnchorInfo;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks that a policy asks of one signature beyond being valid and trusted: of every rule its check, or where else
 * it is checked.
 *
 * @param signer absent where the file does not hold its certificate, which is a violation already
 * @param anchor absent where the chain leads to no trusted root, which is one too
 */
public record RuleChecks(
        Optional<X509Certificate> signer,
        Optional<AnchorInfo> anchor,
        Timestamps timestamps,
        SignedMessage message,
        SignedContent file) {

    /** Every rule of the policy that the signature breaks. */
    public List<Violation> violations(Policy policy) throws IOException {
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            Optional<Setting> setting = policy.rules().of(rule);
            if (setting.isPresent()) {
                violation(rule, setting.get()).ifPresent(violations::add);
            }
        }
        return violations;
    }

    private Optional<Violation> violation(Rule rule, Setting setting) throws IOException {
        List<String> values = setting.values();
        return switch (rule) {
            case PUBLISHER -> signer.flatMap(c -> new PublisherRule(values).violation(c));
            // Has values only for a file that it speaks of: Policy.forFile.
            case PUBLISHER_BY_FILE ->
                values.isEmpty() ? Optional.empty() : signer.flatMap(c -> new PublisherRule(values, rule).violation(c));
            case SUBSCRIBER_EKU -> signer.flatMap(c -> new SubscriberRule(values).violation(c));
            case ISSUER -> signer.flatMap(c -> IssuerRules.issuer(c, values));
            case ALLOWED_ROOTS -> anchor.flatMap(a -> IssuerRules.root(a, values));
            case DIGEST_FLOOR -> StrengthRules.digest(ContentRules.fileDigest(message), values.get(0));
            case RSA_KEY_SIZE -> signer.flatMap(c -> StrengthRules.rsa(c, setting.number()));
            case EC_KEY_SIZE -> signer.flatMap(c -> StrengthRules.ellipticCurve(c, setting.number()));
            case TIMESTAMP_REQUIRED -> timestamps.missing();
            case TIMESTAMP_AUTHORITY -> timestamps.shown().flatMap(t -> TimestampRules.authority(t, values));
            case TIMESTAMP_RFC3161 -> timestamps.shown().flatMap(TimestampRules::legacy);
            case PAGE_HASHES -> PackageRules.pageHashes(file, message.contentType(), message.content());
            case INSTALLER_METADATA -> PackageRules.metadata(file);
            case PACKAGE_PUBLISHER -> signer.flatMap(c -> PackageRules.publisher(file, c));
            // Of the file and no single signature: AuthenticodeVerifier.
            case MAXIMUM_SIGNATURES -> Optional.empty();
            // Found where the format is read; the policy only sets their severity.
            case ZERO_PADDING, NOTHING_APPENDED, TABLE_AT_END, NOTHING_STUFFED, NO_OVERLAP, SCRIPT_ENCODING ->
                Optional.empty();
            // Found where signatures, timestamps, chains and whole files are judged; likewise.
            case TIMESTAMP_CRITICAL_USAGE, SPECIFIED_FORM, LEGACY_DIGEST, ROOT_CONSTRAINTS, STRONG_DIGEST ->
                Optional.empty();
            // Of the files that nobody selected.
            case UNSIGNED_FILES -> Optional.empty();
            // Hold whatever a policy says.
            case READABLE, SIGNED, UNCHANGED, SOUND_SIGNATURE, VALID_CERTIFICATE, TRUSTED_CHAIN, VALID_TIMESTAMP ->
                Optional.empty();
        };
    }
}
