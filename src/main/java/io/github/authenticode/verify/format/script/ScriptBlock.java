package io.github.authenticode.verify.format.script;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The signature block of a script. Every line inside must be one of the block's comments: code there would run and be
 * covered by no digest. The last block counts, as in wshext.dll.
 *
 * @param start index in the text where the block begins, the line end before it included
 * @param end index after the block
 * @param stored what the Base64 lines hold
 */
record ScriptBlock(int start, int end, StoredSignatures stored) {

    /** Absent if the script has no line that begins a block. */
    static Optional<ScriptBlock> find(String text, ScriptKind kind) {
        int begin = lastLine(text, kind.begin());
        return begin < 0 ? Optional.empty() : Optional.of(read(text, kind, begin));
    }

    private static ScriptBlock read(String text, ScriptKind kind, int begin) {
        int start = beforeLineEnd(text, begin);
        int first = lineOf(text, begin);
        StringBuilder base64 = new StringBuilder();
        int next;
        for (int line = nextLine(text, begin); line < text.length(); line = next) {
            next = nextLine(text, line);
            String content = withoutLineEnd(text.substring(line, next));
            if (content.equals(kind.end())) {
                return decoded(text, kind, begin, next, base64.toString());
            }
            if (!isBlockLine(content, kind)) {
                return broken(
                        text,
                        start,
                        "line " + lineOf(text, line)
                                + " is none of the comments of the signature block that begins in line " + first);
            }
            base64.append(
                    content,
                    kind.prefix().length(),
                    content.length() - kind.suffix().length());
        }
        return broken(text, start, "the signature block that begins in line " + first + " does not end");
    }

    private static ScriptBlock decoded(String text, ScriptKind kind, int begin, int end, String base64) {
        int start = beforeLineEnd(text, begin);
        String where = "lines " + lineOf(text, begin) + " to " + lineOf(text, end - 1);
        StoredSignatures blob;
        try {
            blob = SignatureBlob.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return broken(text, start, "the signature block in " + where + " is no Base64");
        }
        List<Violation> violations = new ArrayList<>(blob.violations());
        if (text.substring(start, end).replace("\r\n", "").contains("\n")) {
            violations.add(ContentFindings.misplaced("The line ends of the signature block are no longer CR LF."));
        }
        if (end < text.length() && !kind.mayGoOnAfterBlock()) {
            violations.add(new Violation(
                    ViolationCode.TRUST_E_NOSIGNATURE,
                    "The script goes on after its signature block. Remove " + where + ", then sign the file again.",
                    Rule.NOTHING_APPENDED));
        }
        int other = firstLine(text, kind.begin(), begin);
        if (other >= 0) {
            violations.add(new Violation(
                    ViolationCode.TRUST_E_NOSIGNATURE,
                    "Line " + lineOf(text, other)
                            + " begins another signature block than the last one, which Windows may"
                            + " take for the signature. Remove that block, or, if it is text of the script, write the words"
                            + " \"signature block\" in two parts; then sign the file again.",
                    Rule.NOTHING_APPENDED));
        }
        return new ScriptBlock(start, end, new StoredSignatures(blob.signatures(), violations));
    }

    private static ScriptBlock broken(String text, int start, String reason) {
        return new ScriptBlock(
                start,
                text.length(),
                StoredSignatures.none(new Violation(
                        ViolationCode.CRYPT_E_BAD_ENCODE,
                        "The signature is damaged: " + reason
                                + ". Remove what is left of that block, and nothing else, then sign the file again.")));
    }

    private static boolean isBlockLine(String line, ScriptKind kind) {
        return line.length() >= kind.prefix().length() + kind.suffix().length()
                && line.startsWith(kind.prefix())
                && line.endsWith(kind.suffix());
    }

    /** Where the last line with exactly this content begins, or -1. */
    private static int lastLine(String text, String content) {
        int found = text.lastIndexOf(content);
        while (found >= 0) {
            boolean begins = found == 0 || text.charAt(found - 1) == '\n';
            if (begins
                    && withoutLineEnd(text.substring(found, nextLine(text, found)))
                            .equals(content)) {
                return found;
            }
            found = text.lastIndexOf(content, found - 1);
        }
        return -1;
    }

    /** Where the first line with exactly this content begins, or -1 if that is not before an index. */
    private static int firstLine(String text, String content, int before) {
        for (int line = 0; line < before; line = nextLine(text, line)) {
            if (text.startsWith(content, line)
                    && withoutLineEnd(text.substring(line, nextLine(text, line)))
                            .equals(content)) {
                return line;
            }
        }
        return -1;
    }

    /** Counted from 1. */
    private static int lineOf(String text, int index) {
        return 1 + (int) text.chars().limit(index).filter(c -> c == '\n').count();
    }

    private static int nextLine(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }

    private static int beforeLineEnd(String text, int line) {
        if (line >= 2 && text.startsWith("\r\n", line - 2)) {
            return line - 2;
        }
        return Math.max(0, line - 1);
    }

    private static String withoutLineEnd(String line) {
        int end = line.endsWith("\n") ? line.length() - 1 : line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
