package io.github.authenticode.run.archive;

/**
 * The limits to which the content of one selected archive, with all archives in it, is followed. What goes beyond is
 * made to exhaust a machine, or at least nothing that a release ships.
 *
 * @param parts of all archives together
 * @param depth archives in one another
 * @param ratio how many times larger the files taken out may be than the selected archive, beyond {@code bytesAnyway}
 * @param bytesAnyway taken out whatever the ratio: small files of zeros are common and harmless
 * @param bytes taken out in all
 */
public record ArchiveLimits(long parts, int depth, int ratio, long bytesAnyway, long bytes) {
    private static final long MIB = 1024 * 1024;

    /**
     * 250,000 parts: a server's distribution with 400 libraries of 400 classes has 160,000. Five deep: ZIP, EAR, WAR,
     * JAR and one more. A ratio of 100: programs shrink to a third, and deflate cannot pass 1032 (zlib Technical
     * Details), which is what bombs are made of. 4 GiB: the limit of a cabinet and of a PE file.
     */
    public static final ArchiveLimits USUAL = new ArchiveLimits(250_000, 5, 100, 64 * MIB, 4096 * MIB);
}
