package io.github.authenticode.engine.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * A script cut into lines by its bytes. No code page is needed for that: in all of them a line end and the letters of a
 * signature block are what they are in ASCII, and no second byte of a character is a line end.
 */
final class ScriptLines {
    private final List<Line> lines = new ArrayList<>();
    private final Charset charset;

    /**
     * One line.
     *
     * @param start offset of its first byte in the file
     * @param end offset after its text
     * @param next offset after its line end
     */
    public record Line(String text, int start, int end, int next) {
        boolean isBlank() {
            return text.isBlank();
        }
    }

    private ScriptLines(Charset charset) {
        this.charset = charset;
    }

    static ScriptLines of(byte[] file) {
        boolean little = startsWith(file, 0xFF, 0xFE);
        boolean wide = little || startsWith(file, 0xFE, 0xFF);
        ScriptLines lines = new ScriptLines(little ? UTF_16LE : wide ? UTF_16BE : ISO_8859_1);
        int mark = wide ? 2 : startsWith(file, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        lines.cut(new String(file, mark, file.length - mark, lines.charset), wide ? 2 : 1, mark);
        return lines;
    }

    private void cut(String text, int width, int mark) {
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
                end++;
            }
            int next = Math.min(text.length(), text.startsWith("\r\n", end) ? end + 2 : end + 1);
            lines.add(new Line(
                    text.substring(start, end), mark + width * start, mark + width * end, mark + width * next));
            start = next;
        }
    }

    int count() {
        return lines.size();
    }

    /** @param index from 0 */
    Line get(int index) {
        return lines.get(index);
    }

    /** The bytes of ASCII in this script. */
    byte[] encoded(String ascii) {
        return ascii.getBytes(charset);
    }

    private static boolean startsWith(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i == file.length || (file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
