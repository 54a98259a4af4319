package io.github.authenticode.verify.format.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.plan.filetype.TextEncoding;
import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The decoder of scripts, such that no two files of one encoding give the same text: what is digested is UTF-16, and a
 * decoder that replaces what it does not know would let bytes be changed unseen. Two encodings of one text have one
 * digest, as for Windows; where only the machine decides which of them is meant, {@link #violation} says so.
 */
final class ScriptText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char UNKNOWN = '\uFFFD';

    private ScriptText() {}

    static String decode(byte[] file, ScriptKind kind) throws MalformedFileException {
        if (TextEncoding.of(file) == TextEncoding.BINARY) {
            throw new MalformedFileException("The script holds zero bytes, as text in UTF-8 or a code page does not: it"
                    + " may be UTF-16 without a byte order mark, or UTF-32, or no script. "
                    + TextEncoding.cure(kind.format()));
        }
        String mark = kind.digestsByteOrderMark() ? String.valueOf(BYTE_ORDER_MARK) : "";
        if (startsWith(file, 0xEF, 0xBB, 0xBF)) {
            return mark
                    + utf8(file, 3)
                            .orElseThrow(() -> new MalformedFileException(
                                    "The script is damaged: it is marked as UTF-8 and holds other bytes."));
        }
        if (startsWith(file, 0xFF, 0xFE)) {
            return mark + utf16(file, ByteOrder.LITTLE_ENDIAN);
        }
        if (startsWith(file, 0xFE, 0xFF)) {
            return mark + utf16(file, ByteOrder.BIG_ENDIAN);
        }
        Optional<String> utf8 = kind.detectsUtf8() ? utf8(file, 0) : Optional.empty();
        return utf8.orElseGet(() -> windows1252(file));
    }

    /** What no machine but the author's may read as it was meant. */
    static Optional<Violation> violation(byte[] file, TextEncoding encoding, ScriptKind kind) {
        if (!encoding.dependsOnTheMachine()) {
            return Optional.empty();
        }
        String as = switch (encoding) {
            case UTF_8 -> "It is valid as UTF-8";
            case WINDOWS_1252 -> "It looks like Windows-1252";
            default -> "It is neither UTF-8 nor by all appearances Windows-1252";
        };
        return Optional.of(new Violation(
                ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                "Line " + TextEncoding.firstLineBeyondAscii(file).orElse(1) + " of the script is beyond ASCII, and the"
                        + " script has no byte order mark. " + as + "; Windows reads it in the code page of the machine"
                        + " that runs it, so that the signature is good on some machines only. "
                        + TextEncoding.cure(kind.format()) + " Then sign it again.",
                Rule.SCRIPT_ENCODING));
    }

    /** Feeds the text as UTF-16LE, unpaired surrogates included. */
    static void digest(String text, MessageDigest digest) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) text.charAt(i);
            bytes[2 * i + 1] = (byte) (text.charAt(i) >>> 8);
        }
        digest.update(bytes);
    }

    private static boolean startsWith(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i == file.length || (file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> utf8(byte[] file, int start) {
        try {
            return Optional.of(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(file, start, file.length - start))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String utf16(byte[] file, ByteOrder order) throws MalformedFileException {
        if (file.length % 2 != 0) {
            throw new MalformedFileException("The script is damaged: it is UTF-16 with an odd number of bytes.");
        }
        return ByteBuffer.wrap(file, 2, file.length - 2)
                .order(order)
                .asCharBuffer()
                .toString();
    }

    /** Five bytes have no character in the code page; Windows passes them on as control characters. */
    private static String windows1252(byte[] file) {
        char[] text = new String(file, WINDOWS_1252).toCharArray();
        for (int i = 0; i < text.length; i++) {
            if (text[i] == UNKNOWN) {
                text[i] = (char) (file[i] & 0xFF);
            }
        }
        return new String(text);
    }
}
