package io.github.authenticode.maven.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings by which signatures are timestamped (RFC 3161).
 *
 * <pre>{@code
 * <timestamp>
 *   <urls>
 *     <url>http://timestamp.digicert.com</url>
 *     <url>http://timestamp.sectigo.com</url>
 *   </urls>
 * </timestamp>
 * }</pre>
 */
public final class Timestamp {
    /** The authorities asked where the pom names none: two of different owners, so that one outage fails no build. */
    public static final List<String> DEFAULT_URLS =
            List.of("http://timestamp.digicert.com", "http://timestamp.sectigo.com");

    /** The authority of Azure Artifact Signing, whose certificates live three days: it shares their root. */
    public static final List<String> AZURE_URLS = List.of("http://timestamp.acs.microsoft.com");

    /** Default: true. A signature without timestamp ends with its certificate. */
    boolean enabled = true;

    /** Authorities in the order they are tried. Default: DigiCert, then Sectigo; Azure's for its identities. */
    @Nullable
    public List<String> urls;

    /**
     * Requests that one file may cost in all. Default: 6. signtool makes one with each try of a file, of which there
     * are three.
     */
    int attempts = 6;

    /**
     * Wait before the first authority is asked again; doubles with each round. Default: {@code 2s}. Engine: embedded.
     */
    String retryDelay = "2s";

    /** Limit of one request. Default: {@code 20s}. */
    String timeout = "20s";

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public void setUrls(List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public void setRetryDelay(String retryDelay) {
        this.retryDelay = retryDelay;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }
}
