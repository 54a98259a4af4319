package io.github.authenticode.verify;

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
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The certificates of a SignedData that have no part in it. A certificate has one if a SignerInfo names it, if it issued one that has, if
 * one that has issued it (what an earlier timestamp left behind), or if it is trusted itself. Anyone can make another, and put into it
 * what he likes.
 */
final class SpareCertificates {
    private final Conditions conditions;
    private final Set<X509Certificate> spare;
    private final Set<X509Certificate> used = new LinkedHashSet<>();

    private SpareCertificates(Conditions conditions, Collection<X509Certificate> certificates) {
        this.conditions = conditions;
        this.spare = new LinkedHashSet<>(certificates);
    }

    /**
     * @param signers every SignerInfo that may rely on the certificates: the signer's and those of timestamps
     * @param known certificates from elsewhere that may have issued some of these
     */
    static SpareCertificates of(
            SignedMessage message,
            Collection<SignerInfo> signers,
            Collection<X509Certificate> known,
            Conditions conditions) {
        SpareCertificates found = new SpareCertificates(conditions, message.certificates());
        found.use(c -> signers.stream().anyMatch(signer -> SignerCheck.isNamed(signer, c)));
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
