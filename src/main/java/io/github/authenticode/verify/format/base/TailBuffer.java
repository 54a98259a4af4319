package io.github.authenticode.verify.format.base;

/** A ring that keeps the last of the bytes that pass, in a ring. */
public final class TailBuffer implements ByteSink {
    private final byte[] ring;
    private long passed;

    /** @param length how many to keep; so many pass at least */
    public TailBuffer(int length) {
        this.ring = new byte[length];
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, ring.length);
        int from = offset + length - kept;
        long start = passed + length - kept;
        for (int copied = 0; copied < kept; ) {
            int at = (int) ((start + copied) % ring.length);
            int run = Math.min(kept - copied, ring.length - at);
            System.arraycopy(bytes, from + copied, ring, at, run);
            copied += run;
        }
        passed += length;
    }

    /** In the order in which they passed. */
    public byte[] bytes() {
        byte[] ordered = new byte[ring.length];
        if (ring.length > 0) {
            int first = (int) (passed % ring.length);
            System.arraycopy(ring, first, ordered, 0, ring.length - first);
            System.arraycopy(ring, 0, ordered, ring.length - first, first);
        }
        return ordered;
    }
}
