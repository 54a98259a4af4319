package io.github.authenticode.verify.certificate;

import io.github.authenticode.verify.naming.NamePattern;
import io.github.authenticode.verify.naming.Names;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The publisher whom a certificate for code signing names. A publisher renews his certificate, changes his authority
 * and may have several certificates; what stays is the organization, which the authority has verified.
 */
public final class Publisher {
    private final X500Principal subject;

    private Publisher(X500Principal subject) {
        this.subject = subject;
    }

    public static Publisher of(X509Certificate certificate) {
        return new Publisher(certificate.getSubjectX500Principal());
    }

    public static Publisher of(CertificateInfo certificate) {
        return ofSubject(certificate.subject());
    }

    /** @param subject as {@link CertificateInfo} writes it */
    public static Publisher ofSubject(String subject) {
        return new Publisher(Names.principal(subject));
    }

    /**
     * Whether both have the same organization, in the same country; where one names no organization, the same common
     * name.
     */
    public boolean isSameAs(Publisher other) {
        Optional<String> mine = part(BCStyle.O);
        Optional<String> others = other.part(BCStyle.O);
        if (mine.isEmpty() || others.isEmpty()) {
            return part(BCStyle.CN).isPresent() && part(BCStyle.CN).equals(other.part(BCStyle.CN));
        }
        Optional<String> country = part(BCStyle.C);
        Optional<String> otherCountry = other.part(BCStyle.C);
        return mine.equals(others) && (country.isEmpty() || otherCountry.isEmpty() || country.equals(otherCountry));
    }

    /** Whether it is one of those that a policy names. */
    public boolean isAmong(List<String> names) {
        return names.stream().map(NamePattern::of).anyMatch(p -> p.matches(subject));
    }

    /** Whether the organization is this one. */
    public boolean hasOrganization(String organization) {
        return part(BCStyle.O)
                .filter(NamePattern.normalized(organization)::equals)
                .isPresent();
    }

    private Optional<String> part(ASN1ObjectIdentifier type) {
        return NamePattern.attributes(X500Name.getInstance(subject.getEncoded())).stream()
                .filter(a -> a.getType().equals(type))
                .map(a -> NamePattern.normalized(Names.text(a)))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The common name, else the organization, else the whole distinguished name; without control characters. */
    public String name() {
        return Names.of(subject);
    }
}
