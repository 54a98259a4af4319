package io.github.authenticode.verify.format.compound;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.util.Optional;

/**
 * The bytes of an installer that belong to none of its streams: the ends of sectors, sectors and entries that nobody
 * has, fields without use. Readers of installers pass them over, other programs find there what they look for: an
 * archive behind an installer that was signed is a program that runs (CVE-2020-1464).
 */
public final class UnusedSpace {
    private static final int PIECE = 4096;

    private final FileBytes file;
    private long bytes;
    private long first = Long.MAX_VALUE;

    UnusedSpace(FileBytes file) {
        this.file = file;
    }

    /** These should be zeros, as Windows leaves them, or all 0xFF, as Apache POI does. */
    void filled(long from, long to) throws IOException {
        uniform(from, to, true);
    }

    /** These should be zeros. */
    void zeros(long from, long to) throws IOException {
        uniform(from, to, false);
    }

    private void uniform(long from, long to, boolean orOnes) throws IOException {
        long end = Math.min(to, file.size());
        int fill = 0;
        for (long at = from; at < end; at += PIECE) {
            byte[] piece = file.read(at, (int) Math.min(PIECE, end - at));
            if (at == from && orOnes && piece[0] == -1) {
                fill = -1;
            }
            for (byte b : piece) {
                if (b != fill) {
                    used(from, end);
                    return;
                }
            }
        }
    }

    /** These should be no others than those that are expected. */
    void expect(boolean expected, long from, long to) {
        if (!expected) {
            used(from, to);
        }
    }

    private void used(long from, long to) {
        bytes += to - from;
        first = Math.min(first, from);
    }

    public Optional<Violation> violation() {
        return bytes == 0
                ? Optional.empty()
                : Optional.of(ContentFindings.misplaced(
                        Rule.NOTHING_APPENDED,
                        "The installer holds something in " + bytes + " bytes outside its streams, the first at offset "
                                + first + ", which no signature covers and which may hide data."));
    }
}
