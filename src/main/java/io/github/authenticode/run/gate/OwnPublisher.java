package io.github.authenticode.run.gate;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.SignerTraits;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.plan.policy.Setting;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.certificate.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The question whether a signature is by the publisher who signs now. The certificate that will sign tells, by its
 * organization: a renewed one is the same publisher's. Where only a service or a Windows store knows it, the policy and
 * the identity tell as much as they say.
 *
 * @param own absent where nothing is known of the publisher; then no signature counts as another's
 */
public record OwnPublisher(Optional<Predicate<CertificateInfo>> own) {
    /** Of the throwaway certificates of this plugin, which publish nothing, on whatever machine they were made. */
    private static final String TEST_CERTIFICATES = "authenticode-maven-plugin";

    public static OwnPublisher of(SigningPlan plan, Engine engine) {
        return new OwnPublisher(engine.certificate()
                .map(Publisher::of)
                .<Predicate<CertificateInfo>>map(
                        me -> signer -> Publisher.of(signer).isSameAs(me))
                .or(() -> stated(plan)));
    }

    private static Optional<Predicate<CertificateInfo>> stated(SigningPlan plan) {
        List<Predicate<CertificateInfo>> any = new ArrayList<>();
        names(plan, Rule.PUBLISHER)
                .ifPresent(names -> any.add(s -> Publisher.of(s).isAmong(names)));
        names(plan, Rule.SUBSCRIBER_EKU)
                .ifPresent(ids -> any.add(s -> s.extendedKeyUsage().stream().anyMatch(ids::contains)));
        if (any.isEmpty()) {
            plan.identity().signerTraits().ifPresent(traits -> any.add(signer -> hasTrait(traits, signer)));
        }
        return any.stream().reduce(Predicate::or);
    }

    private static Optional<List<String>> names(SigningPlan plan, Rule rule) {
        return plan.policy().rules().of(rule).map(Setting::values);
    }

    private static boolean hasTrait(SignerTraits traits, CertificateInfo signer) {
        return traits.sha1().filter(signer.sha1()::equals).isPresent()
                || traits.subjectPart()
                        .filter(part -> has(signer.subject(), part))
                        .isPresent()
                || traits.extendedKeyUsage().stream()
                        .anyMatch(prefix -> signer.extendedKeyUsage().stream().anyMatch(e -> e.startsWith(prefix)));
    }

    private static boolean has(String subject, String part) {
        return subject.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    boolean isKnown() {
        return own.isPresent();
    }

    /** Whether it is known to be by another publisher. */
    boolean isForeign(CertificateInfo signer) {
        return own.filter(mine -> !mine.test(signer)).isPresent()
                && !Publisher.of(signer).hasOrganization(TEST_CERTIFICATES);
    }
}
