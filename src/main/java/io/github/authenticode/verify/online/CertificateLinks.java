package io.github.authenticode.verify.online;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;

/**
 * The http addresses in a certificate (RFC 5280, 4.2.1.13 and 4.2.2.1). Others, such as ldap, lead into directories
 * that no build machine reaches.
 *
 * @param remarks why a distribution point of revocation lists does not count
 */
record CertificateLinks(List<URI> ocsp, List<URI> issuers, List<URI> lists, List<String> remarks) {
    /** More than any certificate has. */
    private static final int MAX = 4;

    /** Of an extension that cannot be read nothing counts. */
    static CertificateLinks of(X509Certificate certificate) {
        List<URI> ocsp = new ArrayList<>();
        List<URI> issuers = new ArrayList<>();
        List<URI> lists = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        try {
            access(certificate, ocsp, issuers);
            lists(certificate, lists, remarks);
        } catch (RuntimeException e) {
            remarks.add("the certificate's own words on where to ask cannot be read");
        }
        return new CertificateLinks(bounded(ocsp), bounded(issuers), bounded(lists), List.copyOf(remarks));
    }

    private static void access(X509Certificate certificate, List<URI> ocsp, List<URI> issuers) {
        Optional<byte[]> value = extension(certificate, Extension.authorityInfoAccess);
        if (value.isEmpty()) {
            return;
        }
        for (AccessDescription access :
                AuthorityInformationAccess.getInstance(value.get()).getAccessDescriptions()) {
            if (access.getAccessMethod().equals(X509ObjectIdentifiers.id_ad_ocsp)) {
                ocsp.addAll(addresses(access.getAccessLocation()).toList());
            } else if (access.getAccessMethod().equals(X509ObjectIdentifiers.id_ad_caIssuers)) {
                issuers.addAll(addresses(access.getAccessLocation()).toList());
            }
        }
    }

    private static void lists(X509Certificate certificate, List<URI> lists, List<String> remarks) {
        Optional<byte[]> value = extension(certificate, Extension.cRLDistributionPoints);
        if (value.isEmpty()) {
            return;
        }
        for (DistributionPoint point : CRLDistPoint.getInstance(value.get()).getDistributionPoints()) {
            DistributionPointName name = point.getDistributionPoint();
            if (point.getCRLIssuer() != null) {
                remarks.add("indirect revocation lists are not read");
            } else if (point.getReasons() != null) {
                remarks.add("revocation lists for some reasons only are not read");
            } else if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                Stream.of(GeneralNames.getInstance(name.getName()).getNames())
                        .flatMap(CertificateLinks::addresses)
                        .forEach(lists::add);
            }
        }
    }

    private static Optional<byte[]> extension(X509Certificate certificate, ASN1ObjectIdentifier oid) {
        return Optional.ofNullable(certificate.getExtensionValue(oid.getId()))
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }

    private static Stream<URI> addresses(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier || !(name.getName() instanceof ASN1String text)) {
            return Stream.of();
        }
        String address = text.getString().trim();
        try {
            return address.regionMatches(true, 0, "http", 0, 4) ? Stream.of(new URI(address)) : Stream.of();
        } catch (URISyntaxException e) {
            // As if it were not there: nobody can ask at it.
            return Stream.of();
        }
    }

    private static List<URI> bounded(List<URI> found) {
        return found.stream().distinct().limit(MAX).toList();
    }
}
