package io.github.authenticode.verify.format;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.cab.CabContent;
import io.github.authenticode.verify.format.catalog.CatalogContent;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.msi.MsiContent;
import io.github.authenticode.verify.format.packages.AppxContent;
import io.github.authenticode.verify.format.packages.NavxContent;
import io.github.authenticode.verify.format.packages.NugetContent;
import io.github.authenticode.verify.format.pe.PeContent;
import io.github.authenticode.verify.format.script.ScriptContent;
import io.github.authenticode.verify.format.script.ScriptKind;
import java.io.IOException;
import java.nio.file.Path;

/** The opener of files for verification; nothing here shares code with what signs. */
public final class SignedContents {
    private SignedContents() {}

    /**
     * Reads where the signatures of a file are. Nothing stays open, and the file is read again for each comparison.
     *
     * @throws MalformedFileException if the file is not of that format or damaged; the message is for the user
     * @throws IOException if the file cannot be read
     */
    public static SignedContent open(Path file, FileFormat format) throws IOException {
        return switch (format) {
            case PE -> PeContent.open(file);
            case MSI -> MsiContent.open(file);
            case CAB -> CabContent.open(file);
            case CATALOG -> CatalogContent.open(file);
            case APPX -> AppxContent.open(file);
            case NAVX -> NavxContent.open(file);
            case NUGET -> NugetContent.open(file);
            case POWERSHELL -> ScriptContent.open(file, ScriptKind.POWERSHELL);
            case POWERSHELL_XML -> ScriptContent.open(file, ScriptKind.POWERSHELL_XML);
            case VBSCRIPT -> ScriptContent.open(file, ScriptKind.VBSCRIPT);
            case JSCRIPT -> ScriptContent.open(file, ScriptKind.JSCRIPT);
            case WSF -> ScriptContent.open(file, ScriptKind.WSF);
        };
    }
}
