package io.github.authenticode.maven;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.plan.FileFormat;
import io.github.authenticode.plan.ForeignKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Why a file that was meant cannot be signed or judged. No text holds an absolute path. */
record Oddity(Wanted wanted) {

    /** A file of no wanted kind. */
    Problem ofContent(Path file, String name) throws IOException {
        if (Files.size(file) == 0) {
            return Problem.of("empty-file", name + " is empty.", "Look at the step that should have written it.");
        }
        Optional<ForeignKind> foreign = ForeignKind.ofName(name);
        if (foreign.isPresent() && wanted != Wanted.CATALOGS) {
            return foreign(name, foreign.get());
        }
        if (wanted != Wanted.CATALOGS && isWithoutPeHeader(file)) {
            return Problem.of(
                    "not-signable",
                    name
                            + " begins as a program does and has no PE header: it is for DOS or 16-bit Windows, where programs"
                            + " have no place for a signature, or it is cut off.",
                    "Leave it out with <excludes>, or build it again.");
        }
        return Problem.of(
                "not-signable",
                name + " is not " + wanted.what()
                        + FileFormat.ofName(name)
                                .filter(wanted::includes)
                                .map(f -> ": its name says " + f + ", its content does not.")
                                .orElse("."),
                "Build it again, or leave it out with <excludes>.");
    }

    private static Problem foreign(String name, ForeignKind kind) {
        return Problem.of(
                "signed-otherwise",
                name + " is not judged or signed here: files of its kind are signed " + kind.how() + ".",
                kind == ForeignKind.CATALOGED
                        ? "Sign its catalog (.cat) and name that in <catalogs> where files are verified, or leave it out with"
                                + " <excludes>."
                        : "To sign it, " + kind.remedy() + ", and leave it out with <excludes>.");
    }

    /** A folder, a link that leads nowhere, or something that is no file at all. */
    Problem ofNoFile(Path file, String name) {
        if (Files.isDirectory(file)) {
            return Problem.of(
                    "not-a-file", name + " is a folder.", "Name the files in it, for example " + name + "/**/*.exe.");
        }
        return Files.isSymbolicLink(file)
                ? Problem.of(
                        "link-to-nothing",
                        name + " is a link to a file that does not exist.",
                        "Make the file that it leads to, or leave the link out with <excludes>.")
                : Problem.of("not-a-file", name + " is not a file.", "Leave it out with <excludes>.");
    }

    /** What could not be read. */
    Problem ofUnreadable(Path file, String name, IOException e) {
        if (!Files.isRegularFile(file)) {
            return ofNoFile(file, name);
        }
        String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        String why = e instanceof AccessDeniedException ? "access was denied" : words;
        return Problem.of("file-unreadable", name + " cannot be read.", "Give read access to it.")
                .withEvidence(Objects.requireNonNullElse(why, e.getClass().getSimpleName()));
    }

    /** The letters MZ, of a file that is none that could be signed. */
    private static boolean isWithoutPeHeader(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(0x40);
            return head.length == 0x40 && Arrays.equals(head, 0, 2, new byte[] {'M', 'Z'}, 0, 2);
        }
    }
}
