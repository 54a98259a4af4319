package io.github.authenticode.maven;

import org.jspecify.annotations.Nullable;

/**
 * What every signature must be, beyond being valid and trusted.
 *
 * <pre>{@code
 * <policy>
 *   <publisher>Example Ltd</publisher>
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

    /** Whether a signature without timestamp is a violation. Default: true, unless sign's timestamp is switched off. */
    @Nullable
    Boolean timestampRequired;

    public void setPublisher(String publisher) {
        this.publisher = publisher;
    }

    public void setTimestampRequired(boolean timestampRequired) {
        this.timestampRequired = timestampRequired;
    }
}
