package io.github.authenticode.engine.script;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.TextEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A script before it is signed. Its signature is the block that ends it; all else is the user's text. No tool can be
 * trusted with anything in between: jsign takes everything from the first line that opens a block to the last that
 * closes one for the old signature and throws it away (net.jsign.script.SignableScript, 7.4), and what Windows takes is
 * not documented.
 */
public final class SignableScript {
    private static final String LAST_JOB = "</job>";
    private static final long MAX_LENGTH = 16 * 1024 * 1024;

    private final byte[] bytes;
    private final FileFormat format;
    private final ScriptLines lines;
    private final List<ScriptBlock> strays;
    private final Optional<ScriptBlock> block;

    private SignableScript(byte[] bytes, FileFormat format, ScriptMarks marks) {
        this.bytes = bytes;
        this.format = format;
        this.lines = ScriptLines.of(bytes);
        this.strays = new ArrayList<>(ScriptBlock.all(lines, marks));
        this.block = strays.isEmpty()
                ? Optional.empty()
                : Optional.of(strays.get(strays.size() - 1))
                        .filter(last ->
                                last.flaw().isEmpty() && textBehind(last).isEmpty());
        block.ifPresent(strays::remove);
    }

    /** Absent if files of the format are no scripts. */
    public static Optional<SignableScript> read(Path file, FileFormat format) throws IOException {
        Optional<ScriptMarks> marks = ScriptMarks.of(format);
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_LENGTH) {
            throw new IOException("far too large for a script");
        }
        return Optional.of(new SignableScript(Files.readAllBytes(file), format, marks.get()));
    }

    /**
     * Why the script must not be signed as it is: nobody could tell what its signature covers.
     *
     * @param name how the user knows the file
     */
    public Optional<Problem> objection(String name) {
        return encoding(name).or(() -> blocks(name)).or(() -> job(name));
    }

    /** Where text goes on behind a block, the index of a line. In a .wsf file the last job goes on. */
    private Optional<Integer> textBehind(ScriptBlock candidate) {
        for (int i = candidate.last() + 1; i < lines.count(); i++) {
            if (!lines.get(i).isBlank()) {
                boolean endsJob = format == FileFormat.WSF
                        && lines.get(i).text().strip().startsWith(LAST_JOB)
                        && !jobEndsAfter(i);
                return endsJob ? Optional.empty() : Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean jobEndsAfter(int index) {
        for (int i = index + 1; i < lines.count(); i++) {
            if (lines.get(i).text().contains(LAST_JOB)) {
                return true;
            }
        }
        return lines.get(index).text().indexOf(LAST_JOB)
                != lines.get(index).text().lastIndexOf(LAST_JOB);
    }

    private Optional<Problem> encoding(String name) {
        return switch (TextEncoding.of(bytes)) {
            case BINARY ->
                Optional.of(Problem.of(
                        FormatProblem.SCRIPT_ENCODING,
                        name
                                + " holds zero bytes, as text in UTF-8 or a code page does not: it may be UTF-16 without a byte"
                                + " order mark, or UTF-32, or no script.",
                        TextEncoding.cure(format)));
            case OTHER_CODE_PAGE ->
                Optional.of(Problem.of(
                        FormatProblem.SCRIPT_ENCODING,
                        name + ", line "
                                + TextEncoding.firstLineBeyondAscii(bytes).orElse(1)
                                + ": bytes beyond ASCII, no byte order mark, neither UTF-8 nor by all appearances"
                                + " Windows-1252. Windows would read them in the code page of whatever machine the script"
                                + " runs on, so that the signature would be good on some machines only.",
                        TextEncoding.cure(format)));
            default -> Optional.empty();
        };
    }

    private Optional<Problem> blocks(String name) {
        if (strays.isEmpty()) {
            return Optional.empty();
        }
        String places = strays.stream().map(this::described).collect(Collectors.joining("; "));
        String wheres = strays.stream().map(ScriptBlock::where).collect(Collectors.joining(" and "));
        return Optional.of(Problem.of(
                FormatProblem.SCRIPT_SIGNATURE_BLOCK,
                name + " has lines of a signature block where none can be, in " + places
                        + ". Only one whole block that ends the file is a signature; Windows and PowerShell disagree on"
                        + " others.",
                "Remove " + wheres + " if an earlier signature left them behind, or, if they are text of the script,"
                        + " write the words \"signature block\" in them in two parts; then sign again."));
    }

    private String described(ScriptBlock stray) {
        Optional<String> why =
                stray.flaw().or(() -> textBehind(stray).map(line -> "text goes on behind it in line " + (line + 1)));
        return stray.where() + why.map(w -> " (" + w + ")").orElse("");
    }

    private Optional<Problem> job(String name) {
        if (format != FileFormat.WSF) {
            return Optional.empty();
        }
        for (int i = 0; i < lines.count(); i++) {
            if (lines.get(i).text().contains(LAST_JOB)) {
                return Optional.empty();
            }
        }
        return Optional.of(Problem.of(
                FormatProblem.SCRIPT_WITHOUT_JOB,
                name + " has no " + LAST_JOB + ", before which its signature would have to stand.",
                "Correct the script, and see that it runs."));
    }

    /** Whether it has a signature. */
    public boolean hasBlock() {
        return block.isPresent();
    }

    /** The file with a line end behind its signature, without which jsign sees none. */
    public byte[] withLastLineEnd() {
        boolean ended = lines.count() == 0
                || lines.get(lines.count() - 1).next()
                        > lines.get(lines.count() - 1).end();
        byte[] lineEnd = ended ? new byte[0] : lines.encoded("\r\n");
        byte[] whole = Arrays.copyOf(bytes, bytes.length + lineEnd.length);
        System.arraycopy(lineEnd, 0, whole, bytes.length, lineEnd.length);
        return whole;
    }

    /** The file without its signature: every other byte as it was. */
    public byte[] withoutBlock() {
        if (block.isEmpty()) {
            return bytes.clone();
        }
        int first = block.get().first();
        int start = first == 0 ? lines.get(0).start() : lines.get(first - 1).end();
        int end = lines.get(block.get().last()).next();
        byte[] rest = Arrays.copyOf(bytes, bytes.length - (end - start));
        System.arraycopy(bytes, end, rest, start, bytes.length - end);
        return rest;
    }
}
