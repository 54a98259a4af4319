package io.github.authenticode.report.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The part of a distinguished name that people read. */
public final class CommonName {
    private CommonName() {}

    /** The common name, else the organization, else all of it. */
    public static String of(String distinguishedName) {
        try {
            // LdapName counts from the right, where the most general part stands.
            List<Rdn> parts = new ArrayList<>(new LdapName(distinguishedName).getRdns());
            Collections.reverse(parts);
            return find(parts, "CN", find(parts, "O", distinguishedName));
        } catch (InvalidNameException e) {
            // A subject may be anything, and is shown as it is.
            return distinguishedName;
        }
    }

    private static String find(List<Rdn> parts, String type, String otherwise) {
        return parts.stream()
                .filter(p -> p.getType().equalsIgnoreCase(type) && p.getValue() instanceof String)
                .map(p -> (String) p.getValue())
                .filter(v -> !v.isBlank())
                .findFirst()
                .orElse(otherwise);
    }
}
