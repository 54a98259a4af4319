package io.github.authenticode.plan.filetype;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A kind of file that can be signed, though not by this plugin, which does not read its signatures either. */
public enum ForeignKind {
    /** Windows looks for the signature of a driver's instructions in the catalog that they name (CatalogFile). */
    CATALOGED("in a catalog", "sign its catalog (.cat) instead", true, "inf"),
    MOF("with PowerShell's Set-AuthenticodeSignature", "sign it with that", true, "mof"),
    ENCODED_SCRIPT("with signtool", "sign it with that", true, "jse", "vbe"),
    VISUAL_STUDIO_EXTENSION("with VSIXSignTool or dotnet sign", "sign it with one of them", false, "vsix"),
    CLICK_ONCE("with mage.exe or dotnet sign", "sign it with one of them", false, "application", "manifest", "deploy"),
    JAVA_ARCHIVE("with jarsigner", "sign it with that", false, "jar", "war", "ear");

    private final String how;
    private final String remedy;
    private final boolean judgedByWindows;
    private final List<String> extensions;

    ForeignKind(String how, String remedy, boolean judgedByWindows, String... extensions) {
        this.how = how;
        this.remedy = remedy;
        this.judgedByWindows = judgedByWindows;
        this.extensions = List.of(extensions);
    }

    /** The kind that a file name claims; case does not count. */
    public static Optional<ForeignKind> ofName(String fileName) {
        String extension = FileFormat.extensionOf(fileName);
        return Arrays.stream(values())
                .filter(k -> k.extensions.contains(extension))
                .findFirst();
    }

    /** For the sentence that it is signed so: {@code with jarsigner}. */
    public String how() {
        return how;
    }

    /** What to do instead of signing it here, without a capital and a full stop. */
    public String remedy() {
        return remedy;
    }

    /** Whether Windows asks for the signature of such a file as it does for a program's or a script's. */
    public boolean isJudgedByWindows() {
        return judgedByWindows;
    }
}
