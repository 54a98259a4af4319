package io.github.authenticode.engine.embedded.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The choice of the encoding in which jsign reads and rewrites a script. Left alone it decodes what it takes for UTF-8
 * with replacement characters and writes those back, so that a script saved in the Windows code page loses its umlauts
 * and is then signed. Here a script is only signed if its text survives the way there and back byte by byte.
 */
final class ScriptEncoding {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /**
     * Formats that Windows reads in the code page unless they start with a byte order mark; jsign knows that for these.
     */
    private static final Set<FileFormat> CODE_PAGE_FIRST =
            EnumSet.of(FileFormat.VBSCRIPT, FileFormat.JSCRIPT, FileFormat.POWERSHELL_XML);

    private ScriptEncoding() {}

    /**
     * What to pass to jsign's constructor: it applies only where the file has no byte order mark.
     *
     * @param script one that {@link io.github.authenticode.engine.script.SignableScript} has no objection to
     */
    static Charset of(Path script, FileFormat format) throws IOException, ProblemException {
        byte[] bytes = Files.readAllBytes(script);
        return switch (TextEncoding.of(bytes)) {
            case MARKED -> lossless(bytes, script, marked(bytes));
            case WINDOWS_1252 -> CODE_PAGE_FIRST.contains(format) ? UTF_8 : lossless(bytes, script, WINDOWS_1252);
            case ASCII, UTF_8, OTHER_CODE_PAGE, BINARY -> UTF_8;
        };
    }

    private static Charset marked(byte[] bytes) {
        return switch (bytes[0] & 0xFF) {
            case 0xFF -> UTF_16LE;
            case 0xFE -> UTF_16BE;
            default -> UTF_8;
        };
    }

    private static Charset lossless(byte[] bytes, Path script, Charset charset) throws ProblemException {
        if (!survives(bytes, charset)) {
            throw new ProblemException(Problem.of(
                    FormatProblem.SCRIPT_ENCODING,
                    script.getFileName() + " holds bytes that are no text in " + charset.name() + ".",
                    "Save the script as UTF-8 with a byte order mark."));
        }
        return charset;
    }

    private static boolean survives(byte[] bytes, Charset charset) {
        try {
            ByteBuffer encoded =
                    charset.newEncoder().encode(charset.newDecoder().decode(ByteBuffer.wrap(bytes)));
            return ByteBuffer.wrap(bytes).equals(encoded);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
