package io.github.authenticode.run.reuse;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.FileTask;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.run.file.SignatureOrigin;
import io.github.authenticode.run.gate.AcceptanceCheck;
import io.github.authenticode.run.gate.Gate;
import io.github.authenticode.run.staging.Inspection;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.StagedFile;
import io.github.authenticode.run.staging.Staging;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes signatures from the cache, and puts there what an engine made. Nothing about the cache makes a file fail: what it has is
 * judged like the work of an engine, and what it does not have is signed.
 */
public final class CacheUse {
    private final ReuseOptions reuse;
    private final Staging staging;
    private final AcceptanceCheck acceptance;
    private final Gate gate;
    private final CacheRules rules;
    private final SignatureKey recipe;
    private final AtomicBoolean warned = new AtomicBoolean();

    public CacheUse(
            ReuseOptions reuse,
            Staging staging,
            Gate gate,
            AcceptanceCheck acceptance,
            CacheRules rules,
            SignatureKey recipe) {
        this.reuse = reuse;
        this.staging = staging;
        this.gate = gate;
        this.acceptance = acceptance;
        this.rules = rules;
        this.recipe = recipe;
    }

    /** What the cache has for this file; empty if nothing that is good now. */
    public Optional<ReusedSignature> reused(FileTask task) throws InterruptedException {
        if (reuse.cache().isEmpty() || task.before().isEmpty()) {
            return Optional.empty();
        }
        SignatureCache cache = reuse.cache().get();
        String key = recipe.key(task);
        try {
            Optional<CacheEntry> entry = cache.find(key);
            return entry.isPresent() ? reused(task, entry.get(), cache) : Optional.empty();
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            boolean readable = !(e instanceof FileSystemException);
            refuse(cache, key, task.file(), readable ? FileProblems.evidence(e) : unreadable(e), readable);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            notCached(task.file(), String.valueOf(e));
            return Optional.empty();
        }
    }

    private static String unreadable(IOException e) {
        return "it cannot be read (" + FileProblems.evidence(e) + ")";
    }

    private Optional<ReusedSignature> reused(FileTask task, CacheEntry entry, SignatureCache cache)
            throws InterruptedException {
        Optional<StagedFile> staged = stage(task, "cache");
        if (staged.isEmpty()) {
            return Optional.empty();
        }
        Optional<ReusedSignature> reused = Optional.empty();
        try {
            reused = reused(staged.get(), entry, cache);
        } finally {
            if (reused.isEmpty()) {
                Leftovers.removeIfPossible(staged.get()::close);
            }
        }
        return reused;
    }

    private Optional<ReusedSignature> reused(StagedFile staged, CacheEntry entry, SignatureCache cache)
            throws InterruptedException {
        PlannedFile file = staged.file();
        Optional<Inspection> made = inspected(staged, entry.signatures());
        if (made.isEmpty() || !made.get().content().sha256().equals(entry.result())) {
            refuse(cache, entry.key(), file, "its signature does not make the file that it was taken from", true);
            return Optional.empty();
        }
        Inspection inspection = made.get();
        List<Violation> violations = acceptance.violations(staged.task(), inspection.verdict());
        if (CacheRules.isTampered(violations)) {
            refuse(cache, entry.key(), file, Remedies.list(violations).replaceFirst("\\.$", ""), true);
            return Optional.empty();
        }
        if (!violations.isEmpty()) {
            boolean gone = CacheRules.isExpired(violations) && cache.drop(entry.key());
            reuse.runLog()
                    .debug("The signature of " + file.name() + " in the cache is " + (gone ? "removed: " : "not used: ")
                            + Remedies.list(violations));
            return Optional.empty();
        }
        if (!rules.suits(staged.task(), inspection.verdict())) {
            refuse(cache, entry.key(), file, "its signature is not the one that would be made now", true);
            return Optional.empty();
        }
        if (inspection.originalIsSame() && inspection.loss().isPresent()) {
            refuse(cache, entry.key(), file, "it changes more of the file than its signature", true);
            return Optional.empty();
        }
        return Optional.of(new ReusedSignature(inspection, entry.operations(), SignatureOrigin.CACHE));
    }

    /** What comes of a copy with these signatures; empty if they cannot be put into it, or it cannot be read then. */
    private Optional<Inspection> inspected(StagedFile copy, List<byte[]> signatures) throws InterruptedException {
        if (!isPut(copy, signatures)) {
            return Optional.empty();
        }
        try {
            return Optional.of(gate.inspect(copy));
        } catch (IOException e) {
            notPut(copy, e);
            return Optional.empty();
        }
    }

    /** Keeps what an engine made, if it can be put back byte for byte. To be called while the original is still there. */
    public void keep(Inspection passed, List<String> operations) throws InterruptedException {
        StagedFile signed = passed.staged();
        if (reuse.cache().isEmpty() || signed.task().before().isEmpty()) {
            return;
        }
        PlannedFile file = signed.file();
        Fingerprint content = passed.content();
        if (!rules.suits(signed.task(), passed.verdict())) {
            notCached(file, "its signature does not say what the plan says");
            return;
        }
        try {
            List<byte[]> signatures = reuse.extraction().of(signed.path(), file.format());
            if (comesBack(signed.task(), signatures, content)) {
                String key = recipe.key(signed.task());
                reuse.cache().get().keep(new CacheEntry(key, content.sha256(), signatures, operations));
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
        reuse.runLog().debug(file.name() + " is not cached: " + why);
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
            return staging.copy(task, purpose);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            reuse.runLog().debug("No cache for " + task.file().name() + ": " + FileProblems.evidence(e));
            return Optional.empty();
        }
    }

    private boolean isPut(StagedFile copy, List<byte[]> signatures) throws InterruptedException {
        try {
            reuse.transfer()
                    .put(
                            signatures,
                            copy.path(),
                            copy.file().format(),
                            staging.options().digest());
            return true;
        } catch (IOException e) {
            notPut(copy, e);
            return false;
        }
    }

    private void notPut(StagedFile copy, IOException e) throws InterruptedException {
        FileProblems.throwIfInterrupted(e);
        reuse.runLog().debug("No signature could be put into " + copy.file().name() + ": " + FileProblems.evidence(e));
    }

    private void refuse(SignatureCache cache, String key, PlannedFile file, String why, boolean remove) {
        boolean removed = remove && cache.drop(key);
        reuse.runLog()
                .warn("The cached signature of " + file.name() + " is refused, since " + why + ". "
                        + (removed ? "It was removed: " : "It is still there: ") + cache.place(key)
                        + ". See who can write to that folder.");
    }

    private void warnOnce(PlannedFile file, IOException e) {
        String words = FileProblems.evidence(e);
        if (warned.compareAndSet(false, true)) {
            reuse.runLog()
                    .warn("The signature of " + file.name() + " could not be kept in the cache (" + words
                            + "), and maybe others. See that its folder is writable and has room.");
        } else {
            notCached(file, words);
        }
    }
}
