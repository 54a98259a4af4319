package io.github.authenticode.verify.format.script;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.comparison.ComparedPieces;
import io.github.authenticode.verify.format.comparison.Pieces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The parts of a script that are not its signature: all bytes but those of the block, the byte order mark included. */
public final class ScriptUnsigned {
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private ScriptUnsigned() {}

    public static ComparedPieces sides(FileBytes original, FileBytes signed, ScriptKind kind) throws IOException {
        return new ComparedPieces(pieces(original, kind), pieces(signed, kind));
    }

    private static Pieces pieces(FileBytes file, ScriptKind kind) throws IOException {
        if (file.size() > MAX_LENGTH) {
            throw new MalformedFileException("The file is far too large for a script: " + file.size() + " bytes.");
        }
        byte[] bytes = file.read(0, (int) file.size());
        String text = ScriptText.decode(bytes, kind);
        Optional<ScriptBlock> block = ScriptBlock.find(text, kind).filter(b -> isSignature(b, text, kind));
        long from = block.map(b -> offset(bytes, text, b.start())).orElse(file.size());
        long to = block.map(b -> offset(bytes, text, b.end())).orElse(file.size());
        return new Pieces().add("the text", 0, from).add("the text behind the block", to, file.size());
    }

    /**
     * A block that is broken, or that text follows, is text itself: somebody merged signed scripts, or writes of
     * signatures.
     */
    private static boolean isSignature(ScriptBlock block, String text, ScriptKind kind) {
        return !block.stored().signatures().isEmpty() && (block.end() == text.length() || kind.mayGoOnAfterBlock());
    }

    /** Where a place in the decoded text lies in the file. */
    private static long offset(byte[] file, String text, int place) {
        int mark = text.startsWith("\uFEFF") ? 1 : 0;
        if (isMarked(file, 0xFF, 0xFE) || isMarked(file, 0xFE, 0xFF)) {
            return 2L * (place + 1 - mark);
        }
        if (isMarked(file, 0xEF, 0xBB, 0xBF)) {
            return 3 + utf8Length(text.substring(Math.min(mark, place), place));
        }
        // Without mark it is a code page of one byte for each letter, or else UTF-8; where both are the same, ASCII.
        return text.length() == file.length ? place : utf8Length(text.substring(0, place));
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isMarked(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i == file.length || (file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
