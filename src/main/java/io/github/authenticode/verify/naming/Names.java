package io.github.authenticode.verify.naming;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The names of certificates in messages: such that a reader recognises, never with control characters in them. */
public final class Names {
    /** What extended-validation certificates carry and RFC 4514 has no keyword for; without these they show as hex. */
    private static final Map<String, String> KEYWORDS = Map.of(
            "1.2.840.113549.1.9.1", "EMAILADDRESS",
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.15", "businessCategory",
            "2.5.4.97", "organizationIdentifier",
            "1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL",
            "1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST",
            "1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC");

    private Names() {}

    /** The common name, else the organization, else the whole distinguished name. */
    public static String of(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal());
    }

    public static String of(X500Principal principal) {
        return called(X500Name.getInstance(principal.getEncoded())).orElseGet(() -> distinguished(principal));
    }

    /** Likewise, of a certificate that Java cannot read. */
    public static String of(X500Name name) {
        return called(name).orElse("without a name");
    }

    private static Optional<String> called(X500Name name) {
        return first(name, BCStyle.CN).or(() -> first(name, BCStyle.O)).map(Names::printable);
    }

    /** Whether this is the subject's name, by the rules for comparing names (RFC 5280, 7.1). */
    public static boolean isSame(ASN1Encodable name, X509Certificate certificate) {
        try {
            return new X500Principal(X500Name.getInstance(name).getEncoded())
                    .equals(certificate.getSubjectX500Principal());
        } catch (IOException e) {
            return false;
        }
    }

    /** The whole name as RFC 4514 writes it. */
    public static String distinguished(X500Principal principal) {
        return printable(principal.getName(X500Principal.RFC2253, KEYWORDS));
    }

    /** The principal whose {@link #distinguished} name this is. */
    public static X500Principal principal(String distinguished) {
        Map<String, String> oids = KEYWORDS.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getValue().toUpperCase(Locale.ROOT), Map.Entry::getKey));
        return new X500Principal(distinguished, oids);
    }

    /** The same text with control characters replaced, so that a certificate cannot write escape codes to a console. */
    public static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text of one attribute value, or its DER in hexadecimal where it is no text. */
    public static String text(AttributeTypeAndValue attribute) {
        return attribute.getValue() instanceof ASN1String string
                ? string.getString()
                : attribute.getValue().toString();
    }

    private static Optional<String> first(X500Name name, ASN1ObjectIdentifier type) {
        RDN[] found = name.getRDNs(type);
        if (found.length == 0) {
            return Optional.empty();
        }
        for (AttributeTypeAndValue attribute : found[0].getTypesAndValues()) {
            if (attribute.getType().equals(type)) {
                return Optional.of(text(attribute)).filter(t -> !t.isBlank());
            }
        }
        return Optional.empty();
    }
}
