package io.github.authenticode.plan.filetype;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of file that can carry an Authenticode (or, for NuGet, a package) signature. */
public enum FileFormat {
    /** Portable Executable: programs, libraries, drivers, EFI applications. */
    PE("exe", "dll", "sys", "efi", "ocx", "scr", "cpl", "mui"),
    MSI("msi", "msp"),
    CAB("cab"),
    CATALOG("cat"),
    APPX("appx", "msix", "appxbundle", "msixbundle"),
    /** Business Central (NAVX container). */
    NAVX("navx", "app"),
    NUGET("nupkg"),
    POWERSHELL("ps1", "psm1", "psd1"),
    /** XML that PowerShell reads. */
    POWERSHELL_XML("ps1xml", "psc1", "cdxml"),
    VBSCRIPT("vbs"),
    JSCRIPT("js"),
    WSF("wsf");

    private final List<String> extensions;

    FileFormat(String... extensions) {
        this.extensions = List.of(extensions);
    }

    /** Usual file name extensions, lower case, without the dot; the first is the commonest. */
    public List<String> extensions() {
        return extensions;
    }

    /** The format that a file name claims; the comparison ignores case. */
    public static Optional<FileFormat> ofName(String fileName) {
        String extension = extensionOf(fileName);
        return Arrays.stream(values())
                .filter(f -> f.extensions.contains(extension))
                .findFirst();
    }

    /**
     * The part after the last dot in lower case, or nothing: {@code app.EXE} gives {@code exe}. Dots and blanks at the
     * end do not count, since Windows drops them (Naming Files, Paths, and Namespaces).
     */
    public static String extensionOf(String fileName) {
        int end = fileName.length();
        while (end > 0 && (fileName.charAt(end - 1) == '.' || fileName.charAt(end - 1) == ' ')) {
            end--;
        }
        String name = fileName.substring(0, end);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
