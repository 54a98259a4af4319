package io.github.authenticode.engine.embedded;

import io.github.authenticode.cloud.token.CloudException;
import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.diagnose.catalogue.NetworkProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.engine.Attempt;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.embedded.timestamp.TimestampException;
import io.github.authenticode.http.proxy.ProxyLoginException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cause and the remedy of whatever stopped a signature. jsign throws plain IOExceptions for a malformed file and
 * for a failing disk alike, so those are told apart by the words of the operating system.
 */
final class SigningFailure {
    private static final Pattern DISK_FULL =
            Pattern.compile("No space left on device|not enough space on the disk|Disk quota exceeded|disk is full");
    private static final Pattern SYSTEM = Pattern.compile("Input/output error|Stale (NFS )?file handle|used by another"
            + " process|locked a portion of the file|user-mapped section|network name is no longer"
            + "|Resource temporarily unavailable|Too many open files");

    private final Engine.Task task;
    private final Throwable failure;
    private final String name;

    private SigningFailure(Engine.Task task, Throwable failure) {
        this.task = task;
        this.failure = failure;
        this.name = String.valueOf(task.file().getFileName());
    }

    static Attempt.Failed of(Engine.Task task, Throwable failure) {
        return new SigningFailure(task, failure).attempt();
    }

    private Attempt.Failed attempt() {
        Optional<ProblemException> known = ExceptionText.cause(failure, ProblemException.class);
        if (known.isPresent()) {
            return new Attempt.Failed(known.get().problems().get(0), false);
        }
        Optional<CloudException> service = ExceptionText.cause(failure, CloudException.class);
        if (service.isPresent()) {
            return new Attempt.Failed(service.get().problem(), service.get().isRetryable());
        }
        if (failure instanceof TimestampException) {
            return failed(
                    NetworkProblem.TIMESTAMP_FAILED,
                    name + " got no timestamp.",
                    ExceptionText.cause(failure, ProxyLoginException.class)
                            .map(ProxyLoginException::remedy)
                            .orElse(
                                    "Check the network, the proxy and the URLs in <timestamp>, and run the build again."));
        }
        if (failure instanceof OutOfMemoryError) {
            return failed(
                    FileProblem.FILE_MEMORY,
                    name + " needs more memory to sign than this JVM has.",
                    "Raise the limit with" + " MAVEN_OPTS=-Xmx2g, unless the file is damaged.");
        }
        return failure instanceof IOException io ? io(io) : malformed();
    }

    private Attempt.Failed io(IOException io) {
        String words = ExceptionText.of(io);
        if (DISK_FULL.matcher(words).find()) {
            return failed(
                    FileProblem.DISK_FULL,
                    "The disk is full; " + name + " cannot be written.",
                    "Free some space on the disk" + " of the build.");
        }
        if (io instanceof NoSuchFileException) {
            return failed(
                    FileProblem.FILE_VANISHED, name + " is gone.", "Find out what removes it while the build runs.");
        }
        if (io instanceof AccessDeniedException) {
            return retryable(
                    FileProblem.FILE_ACCESS,
                    name + " may not be opened for writing.",
                    "Make the file writable, and have" + " virus scanners leave it alone.");
        }
        if (io instanceof FileSystemException
                || io instanceof FileNotFoundException
                || SYSTEM.matcher(words).find()) {
            return retryable(
                    FileProblem.FILE_ACCESS,
                    name + " cannot be read and written.",
                    "Close what holds the file open, and" + " check the disk.");
        }
        return malformed();
    }

    private Attempt.Failed malformed() {
        return failed(
                FormatProblem.FILE_MALFORMED,
                name + " is no " + task.format() + " file that can be signed.",
                "Build the file" + " again, or leave it out.");
    }

    private Attempt.Failed failed(ProblemId id, String cause, String remedy) {
        return new Attempt.Failed(problem(id, cause, remedy), false);
    }

    private Attempt.Failed retryable(ProblemId id, String cause, String remedy) {
        return new Attempt.Failed(problem(id, cause, remedy), true);
    }

    /** The library's words may name the staged copy with its whole path, which means nothing to the user. */
    private Problem problem(ProblemId id, String cause, String remedy) {
        String words = failure instanceof TimestampException e ? e.reasons() : ExceptionText.of(failure);
        return Problem.of(id, cause, remedy)
                .withEvidence(words.replace(task.file().toString(), name));
    }
}
