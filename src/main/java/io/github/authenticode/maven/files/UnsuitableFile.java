package io.github.authenticode.maven.files;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.plan.filetype.ForeignKind;
import io.github.authenticode.plan.filetype.OldProgram;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The reasons why a file that was meant cannot be signed or judged. No text holds an absolute path. */
record UnsuitableFile(FileKinds wanted) {

    /** A file of no wanted kind. */
    Problem ofContent(Path file, String name) throws IOException {
        if (Files.size(file) == 0) {
            return Problem.of(
                    FileProblem.EMPTY_FILE, name + " is empty.", "Look at the step that should have written it.");
        }
        Optional<ForeignKind> foreign = ForeignKind.ofName(name);
        if (foreign.isPresent() && wanted != FileKinds.CATALOGS) {
            return foreign(name, foreign.get());
        }
        Optional<OldProgram> old = wanted == FileKinds.CATALOGS ? Optional.empty() : OldProgram.of(file);
        if (old.isPresent()) {
            return Problem.of(
                    FormatProblem.OLD_PROGRAM,
                    name + " is " + old.get().what() + ", and such programs have no place for a signature.",
                    "Leave it out with <excludes>, and let a catalog or an installer that is signed vouch for it.");
        }
        return Problem.of(
                FileProblem.NOT_SIGNABLE,
                name + " is not " + wanted.what()
                        + FileFormat.ofName(name)
                                .filter(wanted::includes)
                                .map(f -> ": its name says " + f + ", its content does not.")
                                .orElse("."),
                "Build it again, or leave it out with <excludes>.");
    }

    private static Problem foreign(String name, ForeignKind kind) {
        return Problem.of(
                FileProblem.SIGNED_OTHERWISE,
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
                    FileProblem.NOT_A_FILE,
                    name + " is a folder.",
                    "Name the files in it, for example " + name + "/**/*.exe.");
        }
        return Files.isSymbolicLink(file)
                ? Problem.of(
                        FileProblem.LINK_TO_NOTHING,
                        name + " is a link to a file that does not exist.",
                        "Make the file that it leads to, or leave the link out with <excludes>.")
                : Problem.of(FileProblem.NOT_A_FILE, name + " is not a file.", "Leave it out with <excludes>.");
    }

    /** What could not be read. */
    Problem ofUnreadable(Path file, String name, IOException e) {
        if (!Files.isRegularFile(file)) {
            return ofNoFile(file, name);
        }
        String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        String why = e instanceof AccessDeniedException ? "access was denied" : words;
        return Problem.of(FileProblem.FILE_UNREADABLE, name + " cannot be read.", "Give read access to it.")
                .withEvidence(Objects.requireNonNullElse(why, e.getClass().getSimpleName()));
    }
}
