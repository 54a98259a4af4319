package io.github.authenticode.cloud.digicert;

import io.github.authenticode.plan.identity.KeyLockerIdentity;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Access to one key pair of DigiCert ONE.
 *
 * @param given certificates of {@code <certificateFile>}, the signing one first; empty where there is none
 * @param limit for one request, all tries and waits together
 */
public record DigiCertAccess(KeyLockerIdentity identity, List<X509Certificate> given, Duration limit) {
    /** The largest page that clients of this interface are known to ask for. */
    static final int PAGE = 100;

    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    public static DigiCertAccess of(KeyLockerIdentity identity, List<X509Certificate> given) {
        return new DigiCertAccess(identity, List.copyOf(given), DEFAULT_LIMIT);
    }

    URI host() {
        return identity.account().host();
    }

    URI keyPairs(Optional<String> alias) {
        return at("keypairs?limit=" + PAGE
                + alias.map(a -> "&alias=" + encoded(a)).orElse(""));
    }

    URI keyPair(String id) {
        return at("keypairs/" + encoded(id));
    }

    URI signing(String id) {
        return at("keypairs/" + encoded(id) + "/sign");
    }

    URI certificates(String alias) {
        return at("certificates?limit=" + PAGE + "&alias=" + encoded(alias));
    }

    URI certificates(int offset) {
        return at("certificates?limit=" + PAGE + "&offset=" + offset + "&certificate_status=ACTIVE");
    }

    /** How messages call it. */
    String title() {
        return "key pair " + identity.keypairAlias() + " at " + host();
    }

    private URI at(String path) {
        return URI.create(host() + "/signingmanager/api/v1/" + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
