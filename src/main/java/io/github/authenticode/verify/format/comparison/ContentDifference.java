package io.github.authenticode.verify.format.comparison;

import java.util.HexFormat;

/**
 * The first place at which a signed copy holds something else than the original, where both have to hold the same.
 *
 * @param original what the original has there
 * @param signed what the signed copy has
 */
public record ContentDifference(Place original, Place signed) {
    /** So many bytes are shown of each. */
    static final int SHOWN = 8;

    /**
     * A place in one of the two files.
     *
     * @param part of the file, in the words of its format: {@code section .text}
     * @param offset in the file
     * @param bytes the first ones from there on, of that part; none where the content ends
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Place(String part, long offset, byte[] bytes) {
        boolean isEnd() {
            return bytes.length == 0;
        }

        private String text() {
            return "at offset " + offset + " (" + part + ")";
        }

        private String hex() {
            return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
        }
    }

    /** The part that is lost, added or changed. */
    public String part() {
        return original.isEnd() ? signed.part() : original.part();
    }

    /** In words, to follow a colon. */
    public String text() {
        if (original.isEnd()) {
            return signed.text() + " the signed copy has " + signed.hex() + ", which the original has not";
        }
        if (signed.isEnd()) {
            return original.text() + " the original has " + original.hex() + ", which the signed copy has not";
        }
        String where = original.offset() == signed.offset() && original.part().equals(signed.part())
                ? ""
                : " " + signed.text();
        return original.text() + " the original has " + original.hex() + ", and the signed copy" + where + " has "
                + signed.hex();
    }
}
