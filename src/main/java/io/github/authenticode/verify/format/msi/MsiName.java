package io.github.authenticode.verify.format.msi;

import static java.nio.charset.StandardCharsets.UTF_16LE;

/**
 * The name of a stream as Windows Installer shows it: in the file, two characters of an alphabet of 64 are one code
 * unit from U+3800 on, one is a unit from U+4800 on, and U+4840 marks a table. Undocumented; as in msitools and POI.
 */
final class MsiName {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    private static final char PAIRS = 0x3800;
    private static final char SINGLE = 0x4800;
    private static final char TABLE = 0x4840;

    private MsiName() {}

    /** @param name UTF-16LE */
    static String decoded(byte[] name) {
        StringBuilder text = new StringBuilder();
        for (char unit : new String(name, UTF_16LE).toCharArray()) {
            if (unit >= PAIRS && unit < SINGLE) {
                text.append(ALPHABET.charAt((unit - PAIRS) & 0x3F)).append(ALPHABET.charAt((unit - PAIRS) >> 6));
            } else if (unit >= SINGLE && unit < TABLE) {
                text.append(ALPHABET.charAt(unit - SINGLE));
            } else {
                text.append(unit == TABLE ? '!' : unit < ' ' ? '\\' : unit);
                text.append(unit < ' ' ? String.valueOf((int) unit) : "");
            }
        }
        return text.toString();
    }
}
