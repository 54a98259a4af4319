package io.github.authenticode.engine.tool.digicert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates of a user, read from {@code certutil -user -store My}: blocks that begin with a line of equals
 * signs, each with the thumbprint behind {@code (sha1):}, and indented the key's container and provider behind
 * {@code =}. Windows translates the words before these.
 */
record StoreListing(List<Entry> entries) {
    private static final Pattern BLOCK = Pattern.compile("(?m)^=====.*$");
    private static final Pattern THUMBPRINT = Pattern.compile("\\(sha1\\): *((?:[0-9a-fA-F]{2} ?){20})");
    /** In certutil's detailed listing ({@code -v}). */
    private static final Pattern FRIENDLY_NAME =
            Pattern.compile("CERT_FRIENDLY_NAME_PROP_ID\\(11\\):\\R +(.+?) *(?:\\R|$)");

    /** Of the plain listing in one line, of the detailed one in the line below. */
    private static final Pattern ISSUER = Pattern.compile("(?m)^ *Issuer:\\s*(\\S.*?) *$");

    private static final Pattern END = Pattern.compile("(?m)^ *NotAfter: *(.+?) *$");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^ +[^=\\r\\n]+ = (.+?) *$");

    StoreListing {
        entries = List.copyOf(entries);
    }

    /**
     * One certificate with a key.
     *
     * @param thumbprint 40 upper-case hexadecimal digits
     * @param values what is said of its key, among other things container and provider
     * @param friendlyName empty where it has none, or the listing is not the detailed one
     * @param issuer empty where the words before it are not English
     * @param end of its validity as certutil writes it; empty likewise
     */
    record Entry(String thumbprint, List<String> values, String friendlyName, String issuer, String end) {
        Entry {
            values = List.copyOf(values);
        }
    }

    static StoreListing read(String output) {
        List<Entry> entries = new ArrayList<>();
        for (String block : BLOCK.splitAsStream(output).toList()) {
            Matcher thumbprint = THUMBPRINT.matcher(block);
            if (thumbprint.find()) {
                String digits = thumbprint.group(1).replace(" ", "").toUpperCase(Locale.ROOT);
                List<String> values = ASSIGNMENT
                        .matcher(block)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                entries.add(new Entry(
                        digits, values, first(FRIENDLY_NAME, block), first(ISSUER, block), first(END, block)));
            }
        }
        return new StoreListing(entries);
    }

    private static String first(Pattern pattern, String block) {
        Matcher found = pattern.matcher(block);
        return found.find() ? found.group(1) : "";
    }

    /** The thumbprints of those whose key is this key pair, in one of DigiCert's providers. */
    List<String> ofKeyPair(String alias, List<String> providers) {
        return entries.stream()
                .filter(entry -> entry.values().contains(alias)
                        && entry.values().stream().anyMatch(providers::contains))
                .map(Entry::thumbprint)
                .distinct()
                .toList();
    }

    /**
     * The containers of all keys in DigiCert's providers, which are aliases of key pairs; certutil names the container
     * first.
     */
    List<String> aliases(List<String> providers) {
        return entries.stream()
                .filter(entry -> entry.values().stream().anyMatch(providers::contains))
                .map(entry -> entry.values().get(0))
                .distinct()
                .toList();
    }
}
