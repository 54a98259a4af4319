package io.github.authenticode.run.gate;

import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.plan.identity.Identity;
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
    /**
     * In every certificate of Artifact Signing's public trust (Microsoft Learn, "Artifact Signing certificate
     * management").
     */
    private static final String ARTIFACT_SIGNING = "1.3.6.1.4.1.311.97.";

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
            of(plan.identity()).ifPresent(any::add);
        }
        return any.stream().reduce(Predicate::or);
    }

    private static Optional<List<String>> names(SigningPlan plan, Rule rule) {
        return plan.policy().rules().of(rule).map(Setting::values);
    }

    private static Optional<Predicate<CertificateInfo>> of(Identity identity) {
        if (identity instanceof Identity.ArtifactSigning) {
            return Optional.of(s -> s.extendedKeyUsage().stream().anyMatch(e -> e.startsWith(ARTIFACT_SIGNING)));
        }
        if (identity instanceof Identity.StoreCertificate store) {
            return Optional.of(s -> store.thumbprint().filter(s.sha1()::equals).isPresent()
                    || store.subject().filter(part -> has(s.subject(), part)).isPresent());
        }
        // Whatever stands in a vault is not known here; who has stated no publisher keeps all that is sound.
        return identity instanceof Identity.KeyVault ? Optional.of(s -> false) : Optional.empty();
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
