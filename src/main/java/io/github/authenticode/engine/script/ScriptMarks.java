package io.github.authenticode.engine.script;

import io.github.authenticode.plan.filetype.FileFormat;
import java.util.Optional;

/**
 * The lines that Windows puts around and before the Base64 of a script's signature (pwrshsip.dll and wshext.dll).
 *
 * @param begin the line that opens a block
 * @param end the line that closes it
 * @param prefix what precedes the Base64 in each line
 * @param suffix what follows it
 */
record ScriptMarks(String begin, String end, String prefix, String suffix) {

    /** Absent for what is no script. */
    static Optional<ScriptMarks> of(FileFormat format) {
        return switch (format) {
            case POWERSHELL -> Optional.of(around("# ", "# SIG #", ""));
            case POWERSHELL_XML -> Optional.of(around("<!-- ", "<!-- SIG #", " -->"));
            case VBSCRIPT -> Optional.of(around("'' SIG '' ", "'' SIG ''", ""));
            case JSCRIPT -> Optional.of(around("// SIG // ", "// SIG //", ""));
            case WSF -> Optional.of(new ScriptMarks("<signature>", "</signature>", "** SIG ** ", ""));
            default -> Optional.empty();
        };
    }

    private static ScriptMarks around(String prefix, String name, String suffix) {
        return new ScriptMarks(
                name + " Begin signature block" + suffix, name + " End signature block" + suffix, prefix, suffix);
    }

    /** Whether a line is Base64 as a block has it. */
    boolean isSignatureLine(String line) {
        return line.length() > prefix.length() + suffix.length()
                && line.startsWith(prefix)
                && line.endsWith(suffix)
                && base64(line).matches("[A-Za-z0-9+/]+={0,2}");
    }

    String base64(String line) {
        return line.substring(prefix.length(), line.length() - suffix.length());
    }
}
