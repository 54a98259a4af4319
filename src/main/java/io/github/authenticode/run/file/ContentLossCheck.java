package io.github.authenticode.run.file;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.format.content.Remainder;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The check for what would not remain of a file if it were signed. An engine writes the directory of a package anew
 * from what it read of it, and its signature over what stands behind a catalog or a NAVX package; none says what it
 * throws away by that.
 */
public final class ContentLossCheck {
    private static final Set<FileFormat> PACKAGES = EnumSet.of(FileFormat.APPX, FileFormat.NUGET);
    private static final Set<FileFormat> FORMATS =
            EnumSet.of(FileFormat.APPX, FileFormat.NUGET, FileFormat.NAVX, FileFormat.CATALOG);

    private ContentLossCheck() {}

    /** Why the file cannot be signed as it is. */
    public static Optional<Problem> objection(PlannedFile file) throws IOException {
        if (!FORMATS.contains(file.format())) {
            return Optional.empty();
        }
        try {
            return SignedContents.open(file.path(), file.format()).remainder().map(r -> behind(file, r));
        } catch (MalformedFileException e) {
            return PACKAGES.contains(file.format()) ? Optional.of(ambiguous(file, e)) : Optional.empty();
        }
    }

    private static Problem behind(PlannedFile file, Remainder remainder) {
        String what = file.format() == FileFormat.CATALOG ? "catalog" : "package";
        return Problem.of(
                FileProblem.BYTES_BEHIND,
                file.name() + " holds " + remainder.length() + " bytes behind the " + what + ", from offset "
                        + remainder.offset() + " on, which are no signature and which signing would throw away.",
                "Build the " + what + " again, or cut the file to " + remainder.offset()
                        + " bytes if nobody needs them.");
    }

    private static Problem ambiguous(PlannedFile file, MalformedFileException e) {
        return Problem.of(
                        FileProblem.PACKAGE_DAMAGED,
                        file.name() + " is no package that all programs read alike, or is damaged; signing might lose a"
                                + " part of it.",
                        "Build the package again with MakeAppx, dotnet pack or a common zip program.")
                .withEvidence(String.valueOf(e.getMessage()));
    }
}
