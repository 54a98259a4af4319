package io.github.authenticode.engine.script;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a script that look like a signature block, from the one that opens it to the one that closes it, or as far
 * as it goes.
 *
 * @param first index of its first line
 * @param last index of its last line
 * @param flaw why it is no block that could be removed; empty if it is one
 */
record ScriptBlock(int first, int last, Optional<String> flaw) {
    private static final int SEQUENCE = 0x30;

    /** All of them, in the order of the file. */
    static List<ScriptBlock> all(ScriptLines lines, ScriptMarks marks) {
        List<ScriptBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.count(); i++) {
            String line = lines.get(i).text();
            if (line.equals(marks.begin())) {
                ScriptBlock block = read(lines, marks, i);
                blocks.add(block);
                i = block.last;
            } else if (line.equals(marks.end())) {
                blocks.add(new ScriptBlock(i, i, Optional.of("it has no beginning")));
            }
        }
        return blocks;
    }

    private static ScriptBlock read(ScriptLines lines, ScriptMarks marks, int first) {
        StringBuilder base64 = new StringBuilder();
        int i = first + 1;
        while (i < lines.count() && marks.isSignatureLine(lines.get(i).text())) {
            base64.append(marks.base64(lines.get(i).text()));
            i++;
        }
        if (i == lines.count()) {
            return new ScriptBlock(first, i - 1, Optional.of("it does not end"));
        }
        if (!lines.get(i).text().equals(marks.end())) {
            return new ScriptBlock(first, i - 1, Optional.of("line " + (i + 1) + " is not part of a signature"));
        }
        return new ScriptBlock(
                first,
                i,
                holdsSignature(base64.toString()) ? Optional.empty() : Optional.of("what it holds is no signature"));
    }

    private static boolean holdsSignature(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return der.length > 0 && der[0] == SEQUENCE;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** For a sentence: {@code lines 3 to 69}. */
    String where() {
        return first == last ? "line " + (first + 1) : "lines " + (first + 1) + " to " + (last + 1);
    }
}
