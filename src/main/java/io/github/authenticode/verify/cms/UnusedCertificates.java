package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.VerificationContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;

/**
 * The certificates of a SignedData that have no part in it. A certificate has one if it made a signature in it, if it
 * issued one that has, if one that has issued it (what an earlier timestamp left behind), or if it is trusted itself.
 * Anyone can make another, and put into it what he likes.
 */
public final class UnusedCertificates {
    private final VerificationContext conditions;
    private final List<X509Certificate> makers;
    private final Set<X509Certificate> spare;
    private final Set<X509Certificate> used = new LinkedHashSet<>();

    private UnusedCertificates(
            VerificationContext conditions,
            Collection<X509Certificate> makers,
            Collection<X509Certificate> certificates) {
        this.conditions = conditions;
        this.makers = List.copyOf(makers);
        this.spare = new LinkedHashSet<>(certificates);
    }

    /**
     * @param makers what made the signature and its timestamps; another with the same issuer and number made nothing
     * @param known certificates from elsewhere that may have issued some of these
     */
    public static UnusedCertificates of(
            SignedMessage message,
            Collection<X509Certificate> makers,
            Collection<X509Certificate> known,
            VerificationContext conditions) {
        UnusedCertificates found = new UnusedCertificates(conditions, makers, message.certificates());
        found.use(makers::contains);
        found.use(found::isAnchor);
        known.stream().filter(c -> !found.spare.contains(c)).forEach(found.used::add);
        while (found.use(c -> found.used.stream().anyMatch(u -> found.issued(c, u) || found.issued(u, c)))) {
            // Until nothing is found any more: each one that is used may lead to others.
        }
        if (found.chainsAreIncomplete()) {
            // A root is of use even where the link to it is missing.
            found.use(c -> c.getBasicConstraints() >= 0);
        }
        return found;
    }

    List<X509Certificate> makers() {
        return makers;
    }

    List<String> names() {
        return spare.stream().map(Names::of).toList();
    }

    /** Whether one that has a part issued this revocation list. */
    boolean issued(ASN1Encodable list) throws IOException {
        byte[] der = list.toASN1Primitive().getEncoded();
        try {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            return used.stream()
                    .filter(c -> c.getSubjectX500Principal().equals(crl.getIssuerX500Principal()))
                    .anyMatch(c -> conditions.checks().isSignedBy(crl, c.getPublicKey()));
        } catch (CertificateException | CRLException e) {
            // What cannot be read as a list was issued by nobody.
            return false;
        }
    }

    private boolean use(Predicate<X509Certificate> rule) {
        List<X509Certificate> more = new ArrayList<>(spare.stream().filter(rule).toList());
        used.addAll(more);
        return spare.removeAll(more);
    }

    private boolean issued(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && conditions.checks().isSignedBy(certificate, issuer.getPublicKey());
    }

    private boolean isAnchor(X509Certificate certificate) {
        for (Purpose purpose : Purpose.values()) {
            boolean issuedByAnchor = conditions.anchors().named(certificate.getIssuerX500Principal(), purpose).stream()
                    .anyMatch(anchor -> conditions.checks().isSignedBy(certificate, anchor.key()));
            if (issuedByAnchor || conditions.anchors().of(certificate, purpose).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean chainsAreIncomplete() {
        return used.stream().anyMatch(c -> !isAnchor(c) && used.stream().noneMatch(issuer -> issued(issuer, c)));
    }
}
