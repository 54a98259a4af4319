package io.github.authenticode.verify.path;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.PathBuilder.Path;
import io.github.authenticode.verify.violation.Violation;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The findings on certificates that hold for every file: 200 programs of one publisher share a chain, and its
 * arithmetic costs more than their own signatures. Not kept: anything that depends on the time. Safe for use by several
 * threads.
 */
public final class CertificateCache {
    /** Beyond it nothing more is remembered; a bound on memory where every file is a stranger's. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<Link, Boolean> links = new ConcurrentHashMap<>();
    private final Map<Way, Optional<Violation>> ways = new ConcurrentHashMap<>();
    private final Map<X509Certificate, Description> descriptions = new ConcurrentHashMap<>();

    /** That a key may have signed a certificate. Its hash leaves out the key, which is hashed anew each time. */
    record Link(X509Certificate certificate, PublicKey issuer) {
        @Override
        public int hashCode() {
            return certificate.hashCode();
        }
    }

    /** That a path may be sound for a purpose. Its hash leaves out the key of the anchor, likewise. */
    record Way(Path path, Purpose purpose) {
        @Override
        public int hashCode() {
            return path.certificates().hashCode();
        }
    }

    /**
     * The description of a certificate.
     *
     * @param name as in {@link Names#of(X509Certificate)}
     */
    record Description(CertificateInfo info, String name) {}

    public CertificateInfo info(X509Certificate certificate) {
        return description(certificate).info();
    }

    public String name(X509Certificate certificate) {
        return description(certificate).name();
    }

    private Description description(X509Certificate certificate) {
        Description known = descriptions.get(certificate);
        if (known != null) {
            return known;
        }
        Description description = new Description(CertificateInfo.of(certificate), Names.of(certificate));
        if (descriptions.size() < MAX_REMEMBERED) {
            descriptions.put(certificate, description);
        }
        return description;
    }

    boolean link(Link link, BooleanSupplier check) {
        Boolean known = links.get(link);
        boolean answer = known == null ? check.getAsBoolean() : known;
        if (known == null && links.size() < MAX_REMEMBERED) {
            links.put(link, answer);
        }
        return answer;
    }

    Optional<Violation> way(Way way, Supplier<Optional<Violation>> check) {
        Optional<Violation> known = ways.get(way);
        Optional<Violation> answer = known == null ? check.get() : known;
        if (known == null && ways.size() < MAX_REMEMBERED) {
            ways.put(way, answer);
        }
        return answer;
    }
}
