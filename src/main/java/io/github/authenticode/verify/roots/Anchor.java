package io.github.authenticode.verify.roots;

import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.verdict.AnchorInfo;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A name and a key at which a chain may end (RFC 5280, 6.1.1 (d)): more is not needed, so that a root can be trusted
 * whose certificate is not at hand.
 *
 * @param certificate the root's own, where the source has it
 * @param sha256 thumbprint of that certificate, as in {@link CertificateInfo}
 * @param source what the store or file is called; no path
 * @param withdrawal from when on it counts no more, where the source says so
 */
public record Anchor(
        X500Principal subject,
        PublicKey key,
        Optional<X509Certificate> certificate,
        String sha256,
        String source,
        RootWithdrawal withdrawal) {

    Anchor(X500Principal subject, PublicKey key, Optional<X509Certificate> certificate, String sha256, String source) {
        this(subject, key, certificate, sha256, source, RootWithdrawal.NONE);
    }

    static Anchor of(X509Certificate certificate, String source) {
        return new Anchor(
                certificate.getSubjectX500Principal(),
                certificate.getPublicKey(),
                Optional.of(certificate),
                CertificateInfo.sha256(certificate),
                source);
    }

    /** Whether this is that root's certificate, and not merely one with its name or its key. */
    public boolean is(X509Certificate other) {
        return subject.equals(other.getSubjectX500Principal()) && sha256.equals(CertificateInfo.sha256(other));
    }

    /** The root's certificate, from the source or from a signature that brings it along. */
    public Optional<X509Certificate> certificateAmong(Collection<X509Certificate> known) {
        return certificate.or(() -> known.stream().filter(this::is).findFirst());
    }

    public AnchorInfo info() {
        return new AnchorInfo(Names.distinguished(subject), sha256, source);
    }
}
