package io.github.authenticode.run.reuse;

import io.github.authenticode.engine.SignatureTransfer;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.work.RunLog;
import io.github.authenticode.verify.format.SignedContents;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The signatures in the cache, where those that an engine makes are kept for later runs. Nothing about the cache makes
 * a file fail: what it has is judged like the work of an engine, and what it does not have is signed.
 */
public final class CachedSignatures implements SignatureSource {
    private final Access access;
    private final CopyCheck copies;
    private final CacheRules rules;
    private final SignatureKey recipe;
    private final RunLog runLog;
    private final AtomicBoolean warned = new AtomicBoolean();

    public CachedSignatures(Access access, CopyCheck copies, CacheRules rules, SignatureKey recipe, RunLog runLog) {
        this.access = access;
        this.copies = copies;
        this.rules = rules;
        this.recipe = recipe;
        this.runLog = runLog;
    }

    /**
     * A cache and the way from it into a file and back.
     *
     * @param extraction how signatures are taken out of a signed file
     * @param transfer how they get into another copy of it
     */
    public record Access(SignatureCache cache, Extraction extraction, SignatureTransfer transfer) {
        /** Takes signatures out of files as the verifier does. */
        public Access(SignatureCache cache, SignatureTransfer transfer) {
            this(cache, (file, format) -> SignedContents.open(file, format).signatures(), transfer);
        }
    }

    /** Takes the signatures out of a signed file, as PKCS#7 messages; nested ones are in the first. */
    @FunctionalInterface
    public interface Extraction {
        List<byte[]> of(Path signed, FileFormat format) throws IOException;
    }

    @Override
    public Optional<Found> find(FileTask task) throws InterruptedException {
        if (task.before().isEmpty()) {
            return Optional.empty();
        }
        String key = recipe.key(task);
        try {
            Optional<CacheEntry> entry = access.cache().find(key);
            return entry.isPresent() ? staged(task, entry.get()) : Optional.empty();
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            boolean readable = !(e instanceof FileSystemException);
            refuse(key, task.file(), readable ? FileProblems.evidence(e) : unreadable(e), readable);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            notCached(task.file(), String.valueOf(e));
            return Optional.empty();
        }
    }

    private static String unreadable(IOException e) {
        return "it cannot be read (" + FileProblems.evidence(e) + ")";
    }

    private Optional<Found> staged(FileTask task, CacheEntry entry) throws InterruptedException {
        Optional<StagedFile> copy = stage(task, "cache");
        if (copy.isEmpty()) {
            return Optional.empty();
        }
        Optional<Found> found = Optional.empty();
        try {
            found = judged(copy.get(), entry);
        } finally {
            if (found.isEmpty()) {
                Leftovers.removeIfPossible(copy.get()::close);
            }
        }
        return found;
    }

    private Optional<Found> judged(StagedFile staged, CacheEntry entry) throws InterruptedException {
        PlannedFile file = staged.file();
        Optional<Inspection> made = inspected(staged, entry.signatures());
        if (made.isEmpty() || !made.get().content().sha256().equals(entry.result())) {
            refuse(entry.key(), file, "its signature does not make the file that it was taken from", true);
            return Optional.empty();
        }
        Inspection inspection = made.get();
        List<Violation> violations = copies.acceptance().violations(staged.task(), inspection.verdict());
        if (CacheRules.isTampered(violations)) {
            refuse(entry.key(), file, Remedies.list(violations).replaceFirst("\\.$", ""), true);
            return Optional.empty();
        }
        if (!violations.isEmpty()) {
            boolean gone = CacheRules.isExpired(violations) && access.cache().drop(entry.key());
            runLog.debug("The signature of " + file.name() + " in the cache is " + (gone ? "removed: " : "not used: ")
                    + Remedies.list(violations));
            return Optional.empty();
        }
        if (!rules.suits(staged.task(), inspection.verdict())) {
            refuse(entry.key(), file, "its signature is not the one that would be made now", true);
            return Optional.empty();
        }
        if (inspection.originalIsSame() && inspection.loss().isPresent()) {
            refuse(entry.key(), file, "it changes more of the file than its signature", true);
            return Optional.empty();
        }
        return Optional.of(new Found.Copy(inspection, entry.operations(), SignatureOrigin.CACHE));
    }

    /** What comes of a copy with these signatures; empty if they cannot be put into it, or it cannot be read then. */
    private Optional<Inspection> inspected(StagedFile copy, List<byte[]> signatures) throws InterruptedException {
        if (!isPut(copy, signatures)) {
            return Optional.empty();
        }
        try {
            return Optional.of(copies.gate().inspect(copy));
        } catch (IOException e) {
            notPut(copy, e);
            return Optional.empty();
        }
    }

    /** Keeps what an engine made, if it can be put back byte for byte. */
    @Override
    public void signing(SignedCopy copy) throws InterruptedException {
        if (copy.origin() == SignatureOrigin.ENGINE && copy.inspection().originalIsSame()) {
            keep(copy.inspection(), copy.made().operations());
        }
    }

    private void keep(Inspection passed, List<String> operations) throws InterruptedException {
        StagedFile signed = passed.staged();
        if (signed.task().before().isEmpty()) {
            return;
        }
        PlannedFile file = signed.file();
        Fingerprint content = passed.content();
        if (!rules.suits(signed.task(), passed.verdict())) {
            notCached(file, "its signature does not say what the plan says");
            return;
        }
        try {
            List<byte[]> signatures = access.extraction().of(signed.path(), file.format());
            if (comesBack(signed.task(), signatures, content)) {
                String key = recipe.key(signed.task());
                access.cache().keep(new CacheEntry(key, content.sha256(), signatures, operations));
            } else {
                notCached(file, "put back, its signature makes another file");
            }
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            warnOnce(file, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            notCached(file, String.valueOf(e));
        }
    }

    private void notCached(PlannedFile file, String why) {
        runLog.debug(file.name() + " is not cached: " + why);
    }

    private boolean comesBack(FileTask task, List<byte[]> signatures, Fingerprint content) throws InterruptedException {
        Optional<StagedFile> copy = stage(task, "keep");
        try {
            return copy.isPresent()
                    && isPut(copy.get(), signatures)
                    && Fingerprint.ifReadable(copy.get().path())
                            .filter(content::equals)
                            .isPresent();
        } finally {
            copy.ifPresent(c -> Leftovers.removeIfPossible(c::close));
        }
    }

    /** A copy of the file as it was; empty if there is no room, or it has changed, both of which its signing tells. */
    private Optional<StagedFile> stage(FileTask task, String purpose) throws InterruptedException {
        try {
            return copies.staging().copy(task, purpose);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            runLog.debug("No cache for " + task.file().name() + ": " + FileProblems.evidence(e));
            return Optional.empty();
        }
    }

    private boolean isPut(StagedFile copy, List<byte[]> signatures) throws InterruptedException {
        try {
            access.transfer()
                    .put(
                            signatures,
                            copy.path(),
                            copy.file().format(),
                            copies.staging().options().digest());
            return true;
        } catch (IOException e) {
            notPut(copy, e);
            return false;
        }
    }

    private void notPut(StagedFile copy, IOException e) throws InterruptedException {
        FileProblems.throwIfInterrupted(e);
        runLog.debug("No signature could be put into " + copy.file().name() + ": " + FileProblems.evidence(e));
    }

    private void refuse(String key, PlannedFile file, String why, boolean remove) {
        boolean removed = remove && access.cache().drop(key);
        runLog.warn("The cached signature of " + file.name() + " is refused, since " + why + ". "
                + (removed ? "It was removed: " : "It is still there: ")
                + access.cache().place(key)
                + ". See who can write to that folder.");
    }

    private void warnOnce(PlannedFile file, IOException e) {
        String words = FileProblems.evidence(e);
        if (warned.compareAndSet(false, true)) {
            runLog.warn("The signature of " + file.name() + " could not be kept in the cache (" + words
                    + "), and maybe others. See that its folder is writable and has room.");
        } else {
            notCached(file, words);
        }
    }
}
