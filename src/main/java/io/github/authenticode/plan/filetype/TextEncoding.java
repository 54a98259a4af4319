package io.github.authenticode.plan.filetype;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The encoding of a script, told by the bytes alone. Windows reads a script without byte order mark in the ANSI code
 * page of the machine that runs it (about_Character_Encoding), and it is the text that a signature covers: beyond ASCII
 * such a script has another digest on another machine.
 */
public enum TextEncoding {
    ASCII,
    /** Begins with the byte order mark of UTF-8 or UTF-16: the same text everywhere. */
    MARKED,
    /** Beyond ASCII, without a mark, and valid as UTF-8. */
    UTF_8,
    /** Beyond ASCII, without a mark, and by all appearances of a Western machine. */
    WINDOWS_1252,
    /** Beyond ASCII, without a mark, of an East Asian, Cyrillic or other code page: nobody can tell which. */
    OTHER_CODE_PAGE,
    /** Holds zero bytes where text has none: UTF-16 without a mark, UTF-32, or no text at all. */
    BINARY;

    private static final int LONGEST_WESTERN_RUN = 4;

    /** Tells the encoding of a whole file. */
    public static TextEncoding of(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return hasZeroCharacter(bytes) ? BINARY : MARKED;
        }
        if (contains(bytes, 0)) {
            return BINARY;
        }
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return MARKED;
        }
        if (firstLineBeyondAscii(bytes).isEmpty()) {
            return ASCII;
        }
        if (decodes(bytes, StandardCharsets.UTF_8)) {
            return UTF_8;
        }
        return isWestern(bytes) ? WINDOWS_1252 : OTHER_CODE_PAGE;
    }

    /**
     * What makes such a script the same on every machine. Windows Script Host reads UTF-8 as if it were a code page.
     */
    public static String cure(FileFormat format) {
        return switch (format) {
            case VBSCRIPT, JSCRIPT, WSF -> "Save the script as UTF-16 with a byte order mark (BOM).";
            default -> "Save the script as UTF-8 with a byte order mark (BOM).";
        };
    }

    /** Whether another machine may read another text. */
    public boolean dependsOnTheMachine() {
        return this == UTF_8 || this == WINDOWS_1252 || this == OTHER_CODE_PAGE;
    }

    /** The first line, counted from 1, with a byte beyond ASCII; for text of one byte a character. */
    public static OptionalInt firstLineBeyondAscii(byte[] bytes) {
        int line = 1;
        for (byte b : bytes) {
            if (b < 0) {
                return OptionalInt.of(line);
            }
            if (b == '\n') {
                line++;
            }
        }
        return OptionalInt.empty();
    }

    /** Windows-1252 leaves five bytes out, and no Western language puts many accents in a row. */
    private static boolean isWestern(byte[] bytes) {
        int run = 0;
        for (byte b : bytes) {
            run = b < 0 ? run + 1 : 0;
            boolean undefined = switch (b & 0xFF) {
                case 0x81, 0x8D, 0x8F, 0x90, 0x9D -> true;
                default -> false;
            };
            if (undefined || run > LONGEST_WESTERN_RUN) {
                return false;
            }
        }
        return !EastAsian.isPlausible(bytes);
    }

    static boolean decodes(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasZeroCharacter(byte[] bytes) {
        for (int i = 2; i + 1 < bytes.length; i += 2) {
            if (bytes[i] == 0 && bytes[i + 1] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, int wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
