package io.github.authenticode.verify;

import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whether a certificate belongs to the expected publisher. Names and not thumbprints: certificates of cloud signing services live
 * for three days, the name in them stays.
 */
final class PublisherRule {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    /** Windows displays the state or province as S, RFC 4514 writes ST. */
    private static final Pattern WINDOWS_STATE = Pattern.compile("(^|[,;+])\\s*[Ss]\\s*=");

    private final String expected;
    private final Optional<List<AttributeTypeAndValue>> parts;

    /** @param expected a common name or organization, or some parts of a distinguished name (RFC 4514) */
    PublisherRule(String expected) {
        this.expected = expected;
        this.parts = expected.contains("=") ? parse(expected) : Optional.empty();
    }

    Optional<Violation> violation(X509Certificate signer) {
        List<AttributeTypeAndValue> subject =
                attributes(X500Name.getInstance(signer.getSubjectX500Principal().getEncoded()));
        boolean matches = parts.isPresent()
                ? parts.get().stream().allMatch(part -> has(subject, part.getType(), Names.text(part)))
                : has(subject, BCStyle.CN, expected) || has(subject, BCStyle.O, expected);
        if (matches) {
            return Optional.empty();
        }
        String actual = parts.isPresent() ? Names.distinguished(signer.getSubjectX500Principal()) : Names.of(signer);
        return Optional.of(new Violation(
                ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED,
                "Signed by \"" + actual + "\", not by \"" + expected + "\"."));
    }

    private static boolean has(List<AttributeTypeAndValue> subject, ASN1ObjectIdentifier type, String value) {
        return subject.stream()
                .anyMatch(a ->
                        a.getType().equals(type) && normalized(Names.text(a)).equals(normalized(value)));
    }

    private static Optional<List<AttributeTypeAndValue>> parse(String text) {
        try {
            String known = WINDOWS_STATE.matcher(text).replaceAll("$1ST=");
            return Optional.of(attributes(new X500Name(BCStyle.INSTANCE, known)));
        } catch (IllegalArgumentException e) {
            // No distinguished name, so a plain one that happens to hold an equals sign.
            return Optional.empty();
        }
    }

    private static List<AttributeTypeAndValue> attributes(X500Name name) {
        List<AttributeTypeAndValue> attributes = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            attributes.addAll(Arrays.asList(rdn.getTypesAndValues()));
        }
        return attributes;
    }

    private static String normalized(String value) {
        return SPACES.matcher(Normalizer.normalize(value, Normalizer.Form.NFC).strip())
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
    }
}
