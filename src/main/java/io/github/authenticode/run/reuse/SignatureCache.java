package io.github.authenticode.run.reuse;

import io.github.authenticode.run.staging.FileOperations;
import io.github.authenticode.run.staging.Leftovers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Signatures of earlier runs in a folder, one file each, which any number of processes on any number of machines may
 * share. There are no locks: an entry is written under another name and moved into its place, and the same name always
 * means the same. What is in the folder is believed of nobody.
 */
public final class SignatureCache {
    /** An entry that nobody used for so long is removed. */
    static final Duration UNUSED = Duration.ofDays(30);

    private static final Duration DAY = Duration.ofDays(1);
    private static final String SUFFIX = ".sig";
    private static final Pattern TEMPORARY = Pattern.compile("\\.new-[0-9a-f-]{36}");
    private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}" + Pattern.quote(SUFFIX));
    private static final String SWEPT = "swept";

    private final Path folder;
    private final FileOperations disk;
    private final Clock clock;

    /** @param folder made when the first signature is kept */
    public SignatureCache(Path folder, Clock clock) {
        this(folder, FileOperations.REAL, clock);
    }

    public SignatureCache(Path folder, FileOperations disk, Clock clock) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
    }

    /** The file in which the entry with this key is. */
    Path place(String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key + SUFFIX);
    }

    /**
     * The entry with this key, if there is one.
     *
     * @throws IOException with what is wrong, if there is something else in its place
     */
    Optional<CacheEntry> find(String key) throws IOException {
        Path place = place(key);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException(attributes.isSymbolicLink() ? "it is a link" : "it is no file");
            }
            if (attributes.size() > CacheEntry.MOST_BYTES) {
                throw new IOException("it is larger than " + CacheEntry.MOST_BYTES + " bytes");
            }
            CacheEntry entry;
            try (InputStream in = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
                entry = CacheEntry.decode(in.readNBytes(CacheEntry.MOST_BYTES), key);
            }
            touch(place, attributes.lastModifiedTime().toInstant());
            return Optional.of(entry);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Says that the entry is in use; once a day will do. */
    private void touch(Path place, Instant last) {
        Instant now = clock.instant();
        if (last.isBefore(now.minus(DAY))) {
            Leftovers.removeIfPossible(() -> Files.setLastModifiedTime(place, FileTime.from(now)));
        }
    }

    /** Keeps an entry, in the place of an older one with the same key. */
    void keep(CacheEntry entry) throws IOException {
        byte[] bytes = entry.encoded();
        if (bytes.length > CacheEntry.MOST_BYTES) {
            throw new IOException("its signatures take " + bytes.length + " bytes");
        }
        Path place = place(entry.key());
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Path temporary = place.resolveSibling(".new-" + UUID.randomUUID());
        try {
            disk.create(temporary, bytes);
            disk.move(temporary, place);
        } catch (AccessDeniedException e) {
            // Windows moves nothing over a file that another process has open: it reads what is written here.
            if (!Files.exists(place)) {
                throw e;
            }
        } finally {
            Leftovers.removeIfPossible(() -> Files.deleteIfExists(temporary));
        }
    }

    /** Removes an entry; whether it went away. */
    boolean drop(String key) {
        Path place = place(key);
        Leftovers.removeIfPossible(() -> Files.deleteIfExists(place));
        return !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes, once a day and by whoever comes first, what nobody uses. */
    public void sweep() throws IOException {
        Instant now = clock.instant();
        Path mark = folder.resolve(SWEPT);
        if (!Files.isDirectory(folder) || isYoung(mark, now, DAY)) {
            return;
        }
        Leftovers.removeIfPossible(() -> Files.createFile(mark));
        Files.setLastModifiedTime(mark, FileTime.from(now));
        try (DirectoryStream<Path> drawers = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (Path drawer : drawers) {
                sweep(drawer, now);
            }
        }
    }

    private static void sweep(Path drawer, Instant now) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(drawer)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean old = ENTRY.matcher(name).matches() && !isYoung(file, now, UNUSED);
                boolean abandoned = TEMPORARY.matcher(name).matches() && !isYoung(file, now, DAY);
                if (old || abandoned) {
                    Leftovers.removeIfPossible(() -> Files.deleteIfExists(file));
                }
            }
        }
    }

    /** A file from the future counts as young, for the clock may have been set back. */
    private static boolean isYoung(Path file, Instant now, Duration age) throws IOException {
        try {
            Instant last =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return last.isAfter(now.minus(age));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
