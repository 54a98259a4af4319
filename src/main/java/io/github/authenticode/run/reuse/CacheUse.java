package io.github.authenticode.run.reuse;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.run.file.Candidate;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.file.Origin;
import io.github.authenticode.run.file.Remedies;
import io.github.authenticode.run.gate.Acceptance;
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
    private final Thrift thrift;
    private final Staging staging;
    private final Acceptance acceptance;
    private final Gate gate;
    private final CacheRules rules;
    private final Recipe recipe;
    private final AtomicBoolean warned = new AtomicBoolean();

    public CacheUse(Thrift thrift, Staging staging, Gate gate, Acceptance acceptance, CacheRules rules, Recipe recipe) {
        this.thrift = thrift;
        this.staging = staging;
        this.gate = gate;
        this.acceptance = acceptance;
        this.rules = rules;
        this.recipe = recipe;
    }

    /** What the cache has for this file; empty if nothing that is good now. */
    public Optional<Offer> offer(Candidate candidate) throws InterruptedException {
        if (thrift.cache().isEmpty() || candidate.before().isEmpty()) {
            return Optional.empty();
        }
        SignatureCache cache = thrift.cache().get();
        String key = recipe.key(candidate);
        try {
            Optional<CacheEntry> entry = cache.find(key);
            return entry.isPresent() ? offer(candidate, entry.get(), cache) : Optional.empty();
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            boolean readable = !(e instanceof FileSystemException);
            refuse(cache, key, candidate.file(), readable ? FileProblems.evidence(e) : unreadable(e), readable);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            notCached(candidate.file(), String.valueOf(e));
            return Optional.empty();
        }
    }

    private static String unreadable(IOException e) {
        return "it cannot be read (" + FileProblems.evidence(e) + ")";
    }

    private Optional<Offer> offer(Candidate candidate, CacheEntry entry, SignatureCache cache)
            throws InterruptedException {
        Optional<StagedFile> staged = stage(candidate, "cache");
        if (staged.isEmpty()) {
            return Optional.empty();
        }
        Optional<Offer> offer = Optional.empty();
        try {
            offer = offer(staged.get(), entry, cache);
        } finally {
            if (offer.isEmpty()) {
                Leftovers.removeIfPossible(staged.get()::close);
            }
        }
        return offer;
    }

    private Optional<Offer> offer(StagedFile staged, CacheEntry entry, SignatureCache cache)
            throws InterruptedException {
        PlannedFile file = staged.file();
        Optional<Inspection> made = inspected(staged, entry.signatures());
        if (made.isEmpty() || !made.get().content().sha256().equals(entry.result())) {
            refuse(cache, entry.key(), file, "its signature does not make the file that it was taken from", true);
            return Optional.empty();
        }
        Inspection inspection = made.get();
        List<Violation> violations = acceptance.violations(staged.candidate(), inspection.verdict());
        if (CacheRules.isTampered(violations)) {
            refuse(cache, entry.key(), file, Remedies.list(violations).replaceFirst("\\.$", ""), true);
            return Optional.empty();
        }
        if (!violations.isEmpty()) {
            boolean gone = CacheRules.isExpired(violations) && cache.drop(entry.key());
            thrift.remarks()
                    .debug("The signature of " + file.name() + " in the cache is " + (gone ? "removed: " : "not used: ")
                            + Remedies.list(violations));
            return Optional.empty();
        }
        if (!rules.suits(staged.candidate(), inspection.verdict())) {
            refuse(cache, entry.key(), file, "its signature is not the one that would be made now", true);
            return Optional.empty();
        }
        if (inspection.originalIsSame() && inspection.loss().isPresent()) {
            refuse(cache, entry.key(), file, "it changes more of the file than its signature", true);
            return Optional.empty();
        }
        return Optional.of(new Offer(inspection, entry.operations(), Origin.CACHE));
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
        if (thrift.cache().isEmpty() || signed.candidate().before().isEmpty()) {
            return;
        }
        PlannedFile file = signed.file();
        Fingerprint content = passed.content();
        if (!rules.suits(signed.candidate(), passed.verdict())) {
            notCached(file, "its signature does not say what the plan says");
            return;
        }
        try {
            List<byte[]> signatures = thrift.extraction().of(signed.path(), file.format());
            if (comesBack(signed.candidate(), signatures, content)) {
                String key = recipe.key(signed.candidate());
                thrift.cache().get().keep(new CacheEntry(key, content.sha256(), signatures, operations));
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
        thrift.remarks().debug(file.name() + " is not cached: " + why);
    }

    private boolean comesBack(Candidate candidate, List<byte[]> signatures, Fingerprint content)
            throws InterruptedException {
        Optional<StagedFile> copy = stage(candidate, "keep");
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
    private Optional<StagedFile> stage(Candidate candidate, String purpose) throws InterruptedException {
        try {
            return staging.copy(candidate, purpose);
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            thrift.remarks().debug("No cache for " + candidate.file().name() + ": " + FileProblems.evidence(e));
            return Optional.empty();
        }
    }

    private boolean isPut(StagedFile copy, List<byte[]> signatures) throws InterruptedException {
        try {
            thrift.transfer()
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
        thrift.remarks()
                .debug("No signature could be put into " + copy.file().name() + ": " + FileProblems.evidence(e));
    }

    private void refuse(SignatureCache cache, String key, PlannedFile file, String why, boolean remove) {
        boolean removed = remove && cache.drop(key);
        thrift.remarks()
                .warn("The cached signature of " + file.name() + " is refused, since " + why + ". "
                        + (removed ? "It was removed: " : "It is still there: ") + cache.place(key)
                        + ". See who can write to that folder.");
    }

    private void warnOnce(PlannedFile file, IOException e) {
        String words = FileProblems.evidence(e);
        if (warned.compareAndSet(false, true)) {
            thrift.remarks()
                    .warn("The signature of " + file.name() + " could not be kept in the cache (" + words
                            + "), and maybe others. See that its folder is writable and has room.");
        } else {
            notCached(file, words);
        }
    }
}
