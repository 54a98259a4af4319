package io.github.authenticode.run.reuse;

import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.SigningPlan;
import io.github.authenticode.run.file.FileProblems;
import io.github.authenticode.run.file.Fingerprint;
import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.run.staging.Leftovers;
import io.github.authenticode.run.staging.LivenessLock;
import io.github.authenticode.run.work.RunLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that runs of one plan have signed, until one of them comes to its end with every file good. Each run writes
 * a file of its own, locked while it lasts, and reads those of all others. A line is written before the file is
 * replaced: killed between the two, a run leaves a line that fits no file. It is not forced to the disk, which a killed
 * process does not need; a power cut may cost the last lines.
 */
public final class Journal {
    private static final String PREFIX = "journal-";
    private static final String SUFFIX = ".log";
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Path workFolder;
    private final String plan;
    private final FileOperations disk;
    private final RunLog runLog;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Map<String, SigningRecord> records = new HashMap<>();
    private final Map<Path, Long> seen = new HashMap<>();
    private @Nullable Path own;
    private @Nullable LivenessLock livenessLock;
    private boolean useful;

    private Journal(Path workFolder, String plan, FileOperations disk, RunLog runLog) {
        this.workFolder = workFolder;
        this.plan = plan;
        this.disk = disk;
        this.runLog = runLog;
    }

    /**
     * Reads what earlier runs of this very plan have left.
     *
     * @param recipe what else decides what an engine makes of a file
     */
    public static Journal open(SigningPlan plan, String recipe, FileOperations disk, RunLog runLog) {
        Journal journal = new Journal(plan.workFolder(), digest(plan, recipe), disk, runLog);
        journal.create();
        journal.refresh();
        int others =
                journal.files(PREFIX).size() - journal.files(journal.prefix()).size();
        if (others > 0) {
            runLog.debug("Journals of other plans in " + plan.workFolder() + ", which are left alone: " + others);
        }
        return journal;
    }

    private static String digest(SigningPlan plan, String recipe) {
        String text = LengthPrefixed.text(List.of(
                plan.identity().toString(),
                plan.engine(),
                plan.options().toString(),
                recipe,
                plan.policy().toString(),
                plan.files().stream().map(f -> f.path().toString()).sorted().collect(Collectors.joining("\n"))));
        return HexFormat.of().formatHex(Fingerprint.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    private String prefix() {
        return PREFIX + plan + "-";
    }

    /** Reads the journals again: another process may be at the same work. */
    synchronized void refresh() {
        for (Path file : files(prefix())) {
            Leftovers.removeIfPossible(() -> read(file));
        }
    }

    /** What was added since the last time, up to the last whole line. */
    private void read(Path file) throws IOException {
        long from = seen.getOrDefault(file, 0L);
        long size = Files.size(file);
        if (size <= from || size > MOST_BYTES || file.equals(own)) {
            return;
        }
        byte[] more;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            more = in.readAllBytes();
        }
        String text = new String(more, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        seen.put(file, from + end);
        text.substring(0, end)
                .lines()
                .flatMap(line -> SigningRecord.of(line).stream())
                .forEach(r -> records.put(key(r.name(), r.after()), r));
    }

    private List<Path> files(String prefix) {
        List<Path> files = new ArrayList<>();
        Leftovers.removeIfPossible(() -> {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(workFolder, prefix + "*" + SUFFIX)) {
                found.forEach(file -> {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        files.add(file);
                    }
                });
            }
        });
        return files;
    }

    private static String key(String name, String after) {
        return after + " " + name;
    }

    /** How the file came to the content that it has now, if that was the work of a run of this plan. */
    synchronized Optional<SigningRecord> find(PlannedFile file, Fingerprint content) {
        return Optional.ofNullable(records.get(key(file.name(), content.sha256())));
    }

    /**
     * To be called right before a file is replaced. A journal that cannot be written is no reason to lose a signature.
     */
    synchronized void announce(SigningRecord record) throws InterruptedException {
        try {
            LivenessLock mine = livenessLock;
            if (mine != null) {
                // An end of line first: whatever tore the line before, this one stands alone.
                byte[] line = ("\n" + record.line() + "\n").getBytes(StandardCharsets.ISO_8859_1);
                disk.append(mine.channel(), line);
            }
        } catch (IOException e) {
            FileProblems.throwIfInterrupted(e);
            warnOnce(e);
        }
    }

    private void warnOnce(IOException e) {
        if (warned.compareAndSet(false, true)) {
            runLog.warn("The journal in " + workFolder + " cannot be written (" + FileProblems.evidence(e)
                    + "), so that a run after an interruption may sign files again. Free space on that disk.");
        }
    }

    /** The file is signed. Where another run has that on record, this journal need not stay for it. */
    synchronized void done(SigningRecord made) {
        useful |= !made.equals(records.get(key(made.name(), made.after())));
    }

    /** Made at once, so that other runs of this plan see that this one is alive. */
    private void create() {
        try {
            for (int tries = 0; tries < 10 && livenessLock == null; tries++) {
                Path file = Files.createTempFile(workFolder, prefix(), SUFFIX);
                livenessLock = LivenessLock.make(file, StandardOpenOption.WRITE).orElse(null);
                own = file;
            }
        } catch (IOException e) {
            warnOnce(e);
        }
    }

    /** Ends this run's part. */
    public synchronized void close() {
        LivenessLock mine = livenessLock;
        if (mine != null) {
            Leftovers.removeIfPossible(mine::close);
        }
        if (!useful) {
            removeOwn();
        }
    }

    /**
     * To be called after {@link #close} if every file is good: no run needs what dead ones have left. But one that is
     * still at work may ask what became of a file.
     */
    public synchronized void drop() {
        List<Path> others = files(prefix());
        others.remove(own);
        List<Path> dead = others.stream().filter(Journal::isAbandoned).toList();
        if (dead.size() == others.size()) {
            removeOwn();
        }
        dead.forEach(file -> Leftovers.removeIfPossible(() -> Files.deleteIfExists(file)));
    }

    private void removeOwn() {
        Path written = own;
        if (written != null) {
            Leftovers.removeIfPossible(() -> Files.deleteIfExists(written));
        }
    }

    /** One that this JVM holds counts as alive. */
    private static boolean isAbandoned(Path file) {
        try (LivenessLock taken = LivenessLock.take(file).orElse(null)) {
            return taken != null;
        } catch (IOException nobodyCanTell) {
            return false;
        }
    }
}
