package io.github.authenticode.verify.format.script;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.format.content.SubjectPackage;

/**
 * The form in which each script language carries its signature: a block of comment lines with Base64. The PowerShell
 * kinds (pwrshsip.dll) and those of Windows Script Host (wshext.dll) differ in what they digest.
 */
public enum ScriptKind {
    POWERSHELL(
            FileFormat.POWERSHELL,
            "# SIG # Begin signature block",
            "# SIG # End signature block",
            "# ",
            "",
            true,
            true),
    POWERSHELL_XML(
            FileFormat.POWERSHELL_XML,
            "<!-- SIG # Begin signature block -->",
            "<!-- SIG # End signature block -->",
            "<!-- ",
            " -->",
            true,
            false),
    VBSCRIPT(
            FileFormat.VBSCRIPT,
            "'' SIG '' Begin signature block",
            "'' SIG '' End signature block",
            "'' SIG '' ",
            "",
            false,
            false),
    JSCRIPT(
            FileFormat.JSCRIPT,
            "// SIG // Begin signature block",
            "// SIG // End signature block",
            "// SIG // ",
            "",
            false,
            false),
    /** The block is an element inside the last job, so that text follows it. */
    WSF(FileFormat.WSF, "<signature>", "</signature>", "** SIG ** ", "", false, true);

    private final FileFormat format;
    private final String begin;
    private final String end;
    private final String prefix;
    private final String suffix;
    private final boolean powerShell;
    private final boolean detectsUtf8;

    ScriptKind(
            FileFormat format,
            String begin,
            String end,
            String prefix,
            String suffix,
            boolean powerShell,
            boolean detectsUtf8) {
        this.format = format;
        this.begin = begin;
        this.end = end;
        this.prefix = prefix;
        this.suffix = suffix;
        this.powerShell = powerShell;
        this.detectsUtf8 = detectsUtf8;
    }

    FileFormat format() {
        return format;
    }

    /** The line that opens the block. */
    public String begin() {
        return begin;
    }

    /** The line that closes the block. */
    String end() {
        return end;
    }

    /** What precedes the Base64 in each line. */
    String prefix() {
        return prefix;
    }

    /** What follows the Base64 in each line. */
    String suffix() {
        return suffix;
    }

    /** Whether a byte order mark is part of the text that is digested. */
    boolean digestsByteOrderMark() {
        return powerShell;
    }

    /** Whether the place of the block is digested after the text. */
    boolean digestsPosition() {
        return !powerShell;
    }

    /** Whether Windows takes a file without byte order mark as UTF-8; it takes the others as Windows-1252. */
    boolean detectsUtf8() {
        return detectsUtf8;
    }

    SubjectPackage subjectPackage() {
        return switch (this) {
            case POWERSHELL, POWERSHELL_XML -> SubjectPackage.POWERSHELL;
            case VBSCRIPT -> SubjectPackage.VBSCRIPT;
            case JSCRIPT -> SubjectPackage.JSCRIPT;
            case WSF -> SubjectPackage.WSF;
        };
    }

    boolean mayGoOnAfterBlock() {
        return this == WSF;
    }
}
