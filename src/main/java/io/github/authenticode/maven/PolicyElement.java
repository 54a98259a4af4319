package io.github.authenticode.maven;

import io.github.authenticode.plan.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every signature must be, beyond being valid and trusted.
 *
 * <pre>{@code
 * <policy>
 *   <publisher>Example Ltd</publisher>
 *   <subscriberEku>1.3.6.1.4.1.311.97.990309390.766961637.194916062.941502583</subscriberEku>
 * </policy>
 * }</pre>
 */
public final class PolicyElement {
    /**
     * Who must have signed: the common name or organization of the certificate, or parts of its subject as
     * {@code CN=Example Ltd, C=DE}.
     */
    @Nullable
    String publisher;

    /**
     * The extended key usage that the signer's certificate must carry. Azure Artifact Signing issues a new certificate every
     * day, but all of one certificate profile carry the same {@code 1.3.6.1.4.1.311.97.…} (not {@code …97.1.0}, which those
     * of all its subscribers carry). The report shows it for a signed file as {@code extendedKeyUsage}.
     */
    @Nullable
    String subscriberEku;

    /** Whether a signature without timestamp is a violation. Default: true, unless sign's timestamp is switched off. */
    @Nullable
    Boolean timestampRequired;

    /**
     * The policy that this element and what stands beside it ask for.
     *
     * @param timestamped what an element without {@code timestampRequired} means
     */
    Policy policy(boolean timestamped, List<Path> roots, @Nullable String verifyAt, OptionsReader reader) {
        return new Policy(
                Optional.ofNullable(publisher),
                reader.subscriberEku(subscriberEku),
                timestampRequired == null ? timestamped : timestampRequired,
                roots,
                reader.instant("<verifyAt>", verifyAt));
    }

    public void setPublisher(String publisher) {
        this.publisher = publisher;
    }

    public void setSubscriberEku(String subscriberEku) {
        this.subscriberEku = subscriberEku;
    }

    public void setTimestampRequired(boolean timestampRequired) {
        this.timestampRequired = timestampRequired;
    }
}
