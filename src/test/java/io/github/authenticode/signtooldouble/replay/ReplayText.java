package io.github.authenticode.signtooldouble.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes from a text what differs from one recording to the next, and no more: thumbprints and file digests, dates, the
 * folder, the address of the timestamp authority, and the lines in which Wine's TLS library speaks of a wrong password.
 */
final class ReplayText {
    private static final Pattern EXPIRY = Pattern.compile("(Expires:   ).+");
    private static final Pattern STAMPED = Pattern.compile("(The signature is timestamped: ).+");
    private static final Pattern FILE_HASH = Pattern.compile("(Hash of file \\((sha\\d+)\\): )([0-9A-F]+)");
    private static final Pattern WINE = Pattern.compile("GnuTLS error: .*\n");

    private final Map<String, String> names;
    private final String folder;
    private final String tsa;

    /** @param names thumbprint to a name for it */
    ReplayText(Map<String, String> names, String folder, String tsa) {
        this.names = names;
        this.folder = folder;
        this.tsa = tsa;
    }

    String normalize(String text) {
        String plain = WINE.matcher(text.replace("\r\n", "\n")).replaceAll("");
        plain = plain.replace(folder, "{scratch}").replace(tsa, "{tsa}");
        plain = EXPIRY.matcher(plain).replaceAll("$1{date}");
        plain = STAMPED.matcher(plain).replaceAll("$1{date}");
        plain = FILE_HASH
                .matcher(plain)
                .replaceAll(m -> m.group(1) + "{" + m.group(3).length() * 4 + " bits}");
        for (Map.Entry<String, String> name : names.entrySet()) {
            for (Form form : Form.of(name.getKey())) {
                plain = plain.replace(form.thumbprint(), "{" + name.getValue() + form.suffix() + "}");
            }
        }
        return plain;
    }

    /** The spellings of a thumbprint that the cases use. */
    record Form(String suffix, String thumbprint) {
        static List<Form> of(String thumbprint) {
            List<Form> forms = new ArrayList<>();
            forms.add(new Form("", thumbprint));
            forms.add(new Form(":lower", thumbprint.toLowerCase(Locale.ROOT)));
            forms.add(new Form(":spaced", thumbprint.replaceAll("..", "$0 ")));
            return forms;
        }
    }
}
