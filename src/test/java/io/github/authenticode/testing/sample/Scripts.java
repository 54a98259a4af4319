package io.github.authenticode.testing.sample;

import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Scripts with signature blocks in the form of each kind; what these hold is a SEQUENCE and no signature. */
public final class Scripts {
    private Scripts() {}

    /** A file of src/test/resources/io/github/authenticode/scripts, copied into a folder. */
    public static Path fault(Path folder, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Scripts.class.getResourceAsStream("/io/github/authenticode/scripts/" + name), name)) {
            Files.write(folder.resolve(name), in.readAllBytes());
            return folder.resolve(name);
        }
    }

    /** The text with a block where Windows puts it. */
    public static String signed(String text, FileFormat format) {
        int at = format == FileFormat.WSF ? text.lastIndexOf("</job>") : text.length();
        return text.substring(0, at) + block(format) + text.substring(at);
    }

    /** A block of three lines with CR LF, one before it included. */
    public static String block(FileFormat format) {
        String base64 = "MAMCAQE=";
        return switch (format) {
            case POWERSHELL ->
                "\r\n# SIG # Begin signature block\r\n# " + base64 + "\r\n# SIG # End signature block\r\n";
            case POWERSHELL_XML ->
                "\r\n<!-- SIG # Begin signature block -->\r\n<!-- " + base64
                        + " -->\r\n<!-- SIG # End signature block -->\r\n";
            case VBSCRIPT ->
                "\r\n'' SIG '' Begin signature block\r\n'' SIG '' " + base64 + "\r\n'' SIG '' End signature block\r\n";
            case JSCRIPT ->
                "\r\n// SIG // Begin signature block\r\n// SIG // " + base64 + "\r\n// SIG // End signature block\r\n";
            case WSF -> "\r\n<signature>\r\n** SIG ** " + base64 + "\r\n</signature>\r\n";
            default -> throw new IllegalArgumentException(format + " is no script");
        };
    }
}
