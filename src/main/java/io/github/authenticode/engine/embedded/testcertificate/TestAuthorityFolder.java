package io.github.authenticode.engine.embedded.testcertificate;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import io.github.authenticode.plan.identity.TestCertificateIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder of a {@link TestAuthority}. Builds share the folder and may start at the same moment, in several processes
 * or in one: whoever holds the lock file looks first and makes what is missing; files appear by an atomic move, so that
 * a build that was killed leaves no half of one.
 *
 * <p>On POSIX systems the folder is made for its owner only; on Windows the user's profile, where it lies, already is.
 */
final class TestAuthorityFolder {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOCK_PAUSE = Duration.ofMillis(20);

    private final Path folder;
    private final TestKeyStore keyStore;
    private final Path rootFile;

    TestAuthorityFolder(Path folder) {
        this.folder = folder;
        this.keyStore = new TestKeyStore(folder.resolve("keys.p12"));
        this.rootFile = new TestCertificateIdentity(folder).rootFile();
    }

    /** The keys, made or renewed as needed. */
    TestKeys open(Instant now) throws ProblemException {
        try {
            createFolder();
            try (FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                return openLocked(now);
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                            KeyProblem.TEST_CERTIFICATE_FOLDER,
                            "The folder " + folder + " of the test certificate cannot be used.",
                            "Make it writable, or set <folder> of <testCertificate> to another one.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }

    private void createFolder() throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /**
     * Waits for the lock, which lasts until the channel is closed. Another process shows as no lock, another thread of
     * this JVM, of whatever class loader, as an exception.
     */
    private void lock(FileChannel channel) throws IOException, ProblemException {
        RetryPolicy<Boolean> waiting = RetryPolicy.<Boolean>builder()
                .handleResult(false)
                .withDelay(LOCK_PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(LOCK_LIMIT)
                .build();
        try {
            if (!Failsafe.with(waiting).get(() -> tryLock(channel))) {
                throw busy();
            }
        } catch (FailsafeException e) {
            throw new IOException(ExceptionText.of(e), e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private ProblemException busy() {
        return new ProblemException(Problem.of(
                KeyProblem.TEST_CERTIFICATE_FOLDER,
                "Another process has held the folder " + folder + " of the test certificate for "
                        + LOCK_LIMIT.toSeconds() + " seconds.",
                "End the build that hangs."));
    }

    private TestKeys openLocked(Instant now) throws IOException, ProblemException {
        Optional<TestKeys> stored = stored();
        TestKeys keys = stored.isPresent() ? stored.get().renewed(now) : TestKeys.create(now);
        if (stored.filter(keys::equals).isEmpty()) {
            keyStore.save(keys);
        }
        TestKeyStore.savePem(rootFile, keys.root().certificate());
        return keys;
    }

    private Optional<TestKeys> stored() throws IOException, ProblemException {
        try {
            return keyStore.load();
        } catch (GeneralSecurityException | TestKeyStore.DamagedException e) {
            throw new ProblemException(Problem.of(
                            KeyProblem.TEST_CERTIFICATE_DAMAGED,
                            "The test certificate in the folder " + folder + " is damaged.",
                            "Delete the folder; the next build makes a new test certificate.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }
}
