package io.github.authenticode.signtooldouble.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** A certificate in four lines and an empty one, its dates in local time, as signtool prints them everywhere. */
public final class CertificateText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ROOT);

    private CertificateText() {}

    static String block(X509Certificate certificate, int depth) {
        String indent = " ".repeat(4 * (depth + 1));
        return indent + "Issued to: " + displayName(certificate.getSubjectX500Principal()) + "\n"
                + indent + "Issued by: " + displayName(certificate.getIssuerX500Principal()) + "\n"
                + indent + "Expires:   " + date(certificate.getNotAfter().toInstant()) + "\n"
                + indent + "SHA1 hash: " + thumbprint(certificate) + "\n\n";
    }

    static String blocks(List<Candidate> candidates) {
        StringBuilder text = new StringBuilder();
        candidates.forEach(c -> text.append(block(c.certificate(), 0)));
        return text.toString();
    }

    /** The chain from its top, each certificate further right than its issuer. */
    public static String chain(List<X509Certificate> signerFirst) {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; depth < signerFirst.size(); depth++) {
            text.append(block(signerFirst.get(signerFirst.size() - 1 - depth), depth));
        }
        return text.toString();
    }

    public static String date(Instant instant) {
        return DATE.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** The common name, else the organizational unit, else the organization: Windows' simple display name. */
    public static String displayName(X500Principal principal) {
        X500Name name = X500Name.getInstance(principal.getEncoded());
        for (ASN1ObjectIdentifier attribute : List.of(BCStyle.CN, BCStyle.OU, BCStyle.O)) {
            RDN[] values = name.getRDNs(attribute);
            if (values.length > 0) {
                return IETFUtils.valueToString(values[0].getFirst().getValue());
            }
        }
        return "";
    }

    public static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
