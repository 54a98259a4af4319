package io.github.authenticode.verify.naming;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A name as a policy writes it: a common name or organization, or some parts of a distinguished name (RFC 4514). Case
 * and runs of blanks do not count.
 *
 * @param parts absent where it is a plain name
 */
public record NamePattern(String text, Optional<List<AttributeTypeAndValue>> parts) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    /** Windows displays the state or province as S, RFC 4514 writes ST. */
    private static final Pattern WINDOWS_STATE = Pattern.compile("(^|[,;+])\\s*[Ss]\\s*=");

    public static NamePattern of(String text) {
        return new NamePattern(text, text.contains("=") ? parse(text).map(NamePattern::attributes) : Optional.empty());
    }

    public boolean matches(X500Principal principal) {
        List<AttributeTypeAndValue> name = attributes(X500Name.getInstance(principal.getEncoded()));
        return parts.isPresent()
                ? parts.get().stream().allMatch(part -> has(name, part.getType(), Names.text(part)))
                : has(name, BCStyle.CN, text) || has(name, BCStyle.O, text);
    }

    /** For a sentence: {@code "Example Ltd" or "Example GmbH"}. */
    public static String list(List<String> texts) {
        return texts.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(" or "));
    }

    /** The name, with Windows' keyword for a state understood; absent if the text is no distinguished name. */
    public static Optional<X500Name> parse(String text) {
        String name = WINDOWS_STATE.matcher(text).replaceAll("$1ST=");
        try {
            return Optional.of(new X500Name(BCStyle.INSTANCE, name));
        } catch (IllegalArgumentException e) {
            return parseLoosely(name);
        }
    }

    /** The JDK also takes a value with an equals sign in it, which RFC 4514 does not ask to escape. */
    private static Optional<X500Name> parseLoosely(String name) {
        try {
            return Optional.of(X500Name.getInstance(Names.principal(name).getEncoded()));
        } catch (IllegalArgumentException e) {
            // No distinguished name, so a plain one that happens to hold an equals sign.
            return Optional.empty();
        }
    }

    public static List<AttributeTypeAndValue> attributes(X500Name name) {
        List<AttributeTypeAndValue> attributes = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            attributes.addAll(Arrays.asList(rdn.getTypesAndValues()));
        }
        return attributes;
    }

    private static boolean has(List<AttributeTypeAndValue> name, ASN1ObjectIdentifier type, String value) {
        return name.stream()
                .anyMatch(a ->
                        a.getType().equals(type) && normalized(Names.text(a)).equals(normalized(value)));
    }

    public static String normalized(String value) {
        return SPACES.matcher(Normalizer.normalize(value, Normalizer.Form.NFC).strip())
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
    }
}
