package io.github.authenticode.run.file;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.diagnose.catalogue.SigningProblem;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.text.PathText;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The problems of a file and of the disk under it, in the user's words. No text holds an absolute path. */
public final class FileProblems {
    private FileProblems() {}

    public static Problem alreadySigned(PlannedFile file) {
        return Problem.of(
                FileProblem.ALREADY_SIGNED,
                file.name() + " is already signed.",
                "Leave the file out, or set <existingSignature> to skip, replace or append.");
    }

    public static Problem folderReadOnly(PlannedFile file) {
        return Problem.of(
                FileProblem.FOLDER_READ_ONLY,
                "The folder of " + file.name() + " is not writable, so the file cannot be replaced.",
                "Give the user who runs the build the right to write to that folder.");
    }

    /** Copies, tools and installers get the name as text, and would find another file or none. */
    public static Problem unnameable(PlannedFile file) {
        boolean utf8 = PathText.encoding().equals(StandardCharsets.UTF_8);
        return Problem.of(
                FileProblem.FILE_NAME,
                "The name of " + file.name() + " cannot be written in the locale of this build, whose encoding is "
                        + PathText.encoding() + ".",
                utf8
                        ? "Rename the file: its name is not UTF-8."
                        : "Run the build in a locale with UTF-8, for example with LC_ALL=C.UTF-8, or rename the file.");
    }

    static Problem vanished(PlannedFile file) {
        return Problem.of(
                FileProblem.FILE_VANISHED,
                file.name() + " is no longer there.",
                "Find out what deletes the file during the build, then build again.");
    }

    public static Problem changed(PlannedFile file) {
        return Problem.of(
                FileProblem.FILE_CHANGED,
                file.name() + " was changed by something else while it was being signed, and was left as it is now.",
                "Let nothing write to the file while it is signed, then build again.");
    }

    /** One file's crash is that file's failure: the others are still signed. */
    public static Problem crashed(PlannedFile file, Throwable crash) {
        return Problem.of(
                        SigningProblem.SIGNING_CRASHED,
                        "This plugin crashed while it worked on " + file.name() + "; the file was left as it was.",
                        crash instanceof OutOfMemoryError
                                ? "Give Maven more memory, with -Xmx in MAVEN_OPTS, or leave the file out."
                                : "Leave the file out, and report this to the makers of this plugin, with the file if you can.")
                .withEvidence(String.valueOf(crash));
    }

    public static Problem copyChanged(PlannedFile file) {
        return Problem.of(
                SigningProblem.COPY_CHANGED,
                "The signed copy of " + file.name() + " was changed while it was judged; the file was left as it was.",
                "Let no other program write to the work folder, then build again.");
    }

    /**
     * What an input or output error means to the user.
     *
     * @throws InterruptedException if the error only says that this thread was interrupted
     */
    public static Problem of(PlannedFile file, IOException e) throws InterruptedException {
        throwIfInterrupted(e);
        if (e instanceof UnfitCopyException unfit) {
            return unfit.problem();
        }
        if (e instanceof NoSuchFileException missing && file.path().toString().equals(missing.getFile())) {
            return vanished(file);
        }
        return other(file, e).withEvidence(evidence(e));
    }

    public static void throwIfInterrupted(IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException) {
            throw new InterruptedException();
        }
    }

    private static Problem other(PlannedFile file, IOException e) {
        if (saysDiskFull(evidence(e).toLowerCase(Locale.ROOT))) {
            return Problem.of(
                    FileProblem.DISK_FULL,
                    "The disk is full: there is no room to sign " + file.name() + ".",
                    "Free space on the disks that hold the build folder and the file, then build again.");
        }
        if (e instanceof AccessDeniedException) {
            return Problem.of(
                    FileProblem.FILE_ACCESS,
                    "Access to " + file.name() + " was denied.",
                    "Close the programs that have the file open and check the rights on it and its folder, then build again.");
        }
        return Problem.of(
                FileProblem.FILE_IO,
                file.name() + " could not be read or written.",
                "Check the file and the disk it is on, then build again.");
    }

    /** ENOSPC and EDQUOT as the C library words them; ERROR_DISK_FULL as Windows does. */
    private static boolean saysDiskFull(String words) {
        return Stream.of("no space left", "quota exceeded", "not enough space").anyMatch(words::contains);
    }

    /** The system's own words; not the message of a FileSystemException, which begins with an absolute path. */
    public static String evidence(IOException e) {
        String words = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return Objects.requireNonNullElse(words, e.getClass().getSimpleName());
    }
}
