package io.github.authenticode.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Changes to a signed file, written as bytes, so that a fuzzer that is guided by coverage learns where a change leads
 * the verifier to other branches. Each step is six bytes: what to do, where (three bytes, from the start or from the
 * end) and how much or with which value. Any bytes are a valid script.
 */
final class Edits {
    private static final int STEP = 6;
    private static final int FROM_END = 0x80;
    private static final int MAX_STEPS = 16;

    private final ByteBuffer script;
    private final byte[] other;

    private Edits(byte[] script, byte[] other) {
        this.script = ByteBuffer.wrap(script);
        this.other = other;
    }

    /**
     * Carries a script out.
     *
     * @param other a file to take pieces from
     */
    static byte[] apply(byte[] original, byte[] other, byte[] script) {
        Edits edits = new Edits(script, other);
        byte[] file = original.clone();
        for (int step = 0; step < MAX_STEPS && edits.script.remaining() >= STEP && file.length > 0; step++) {
            file = edits.next(file);
        }
        return file;
    }

    private byte[] next(byte[] file) {
        int what = script.get() & 0xFF;
        int place = (script.get() & 0xFF) << 16 | (script.getShort() & 0xFFFF);
        int start = place % file.length;
        if ((what & FROM_END) != 0) {
            start = file.length - 1 - start;
        }
        int amount = script.getShort() & 0xFFFF;
        int end = Math.min(file.length, start + amount);
        return switch (what & 7) {
            case 0 -> with(file, start, (byte) amount);
            case 1 -> with(file, start, (byte) (file[start] ^ 1 << (amount & 7)));
            case 2 -> added(file, start, (short) amount);
            case 3 -> replaced(file, start, start, taken(amount % 64));
            case 4 -> replaced(file, start, end, new byte[0]);
            case 5 ->
                replaced(
                        file,
                        start,
                        end,
                        Arrays.copyOfRange(other, Math.min(start, other.length), Math.min(end, other.length)));
            case 6 -> replaced(file, start, start, Arrays.copyOfRange(file, start, end));
            default -> replaced(file, start, start, new byte[amount % 4096]);
        };
    }

    private static byte[] with(byte[] file, int at, byte value) {
        file[at] = value;
        return file;
    }

    /** A little endian number of four bytes becomes a bit larger or smaller. */
    private static byte[] added(byte[] file, int start, short amount) {
        int carry = amount;
        for (int i = start; i < Math.min(file.length, start + 4); i++) {
            carry += file[i] & 0xFF;
            file[i] = (byte) carry;
            carry >>= 8;
        }
        return file;
    }

    private byte[] taken(int length) {
        byte[] bytes = new byte[Math.min(length, script.remaining())];
        script.get(bytes);
        return bytes;
    }

    private static byte[] replaced(byte[] file, int start, int end, byte[] by) {
        return ByteBuffer.allocate(start + by.length + file.length - end)
                .put(file, 0, start)
                .put(by)
                .put(file, end, file.length - end)
                .array();
    }
}
