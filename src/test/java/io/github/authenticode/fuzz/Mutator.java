package io.github.authenticode.fuzz;

import java.util.Arrays;
import java.util.Random;

/**
 * Damages a file in one to three ways that break parsers: flipped bits, cut ends, inflated lengths, pieces repeated,
 * removed, moved or taken from another file. The same seed always gives the same damage.
 */
final class Mutator {
    private static final int[] SIZES = {1, 2, 4, 8, 16, 64, 512, 4096};
    private static final long[] LIMITS = {0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL
    };

    private final Random random;
    private final byte[] other;

    private Mutator(Random random, byte[] other) {
        this.random = random;
        this.other = other;
    }

    /** @param other a file to take pieces from */
    static byte[] mutant(byte[] original, byte[] other, long seed) {
        Mutator mutator = new Mutator(new Random(seed * 0x9E3779B97F4A7C15L), other);
        byte[] mutant = original.clone();
        for (int ways = mutator.oneTo(3); ways > 0; ways--) {
            mutant = mutator.damaged(mutant);
        }
        return mutant;
    }

    private byte[] damaged(byte[] file) {
        if (file.length < 2) {
            return file;
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> flipped(file);
            case 3 -> overwritten(file);
            case 4, 5 -> inflatedNumber(file);
            case 6 -> inflatedDerLength(file);
            case 7 -> Arrays.copyOf(file, position(file));
            case 8 -> zeroed(file);
            case 9 -> repeated(file);
            case 10 -> removed(file);
            default -> spliced(file);
        };
    }

    /** Headers and directories are at either end, so half of all places are near one. */
    private int position(byte[] file) {
        int near = random.nextInt(Math.min(file.length, 2048));
        return switch (random.nextInt(4)) {
            case 0 -> near;
            case 1 -> file.length - 1 - near;
            default -> random.nextInt(file.length);
        };
    }

    /** One in half of all cases: the less is damaged, the further a reader gets. */
    private int oneTo(int most) {
        return random.nextBoolean() ? 1 : 1 + random.nextInt(most);
    }

    private int size(int limit) {
        return Math.min(limit, SIZES[random.nextInt(SIZES.length)]);
    }

    private byte[] flipped(byte[] file) {
        for (int flips = oneTo(4); flips > 0; flips--) {
            file[position(file)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    private byte[] overwritten(byte[] file) {
        int start = position(file);
        byte[] noise = new byte[size(file.length - start)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, file, start, noise.length);
        return file;
    }

    /**
     * A little endian number, as lengths and offsets of all these formats are, becomes an extreme one or a bit larger.
     */
    private byte[] inflatedNumber(byte[] file) {
        int start = position(file);
        int width = Math.min(file.length - start, 1 << random.nextInt(4));
        long number = random.nextBoolean()
                ? LIMITS[random.nextInt(LIMITS.length)]
                : number(file, start, width) + random.nextInt(-9, 10);
        for (int i = 0; i < width; i++) {
            file[start + i] = (byte) (number >>> (8 * i));
        }
        return file;
    }

    private static long number(byte[] file, int start, int width) {
        long number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = number << 8 | (file[start + i] & 0xFF);
        }
        return number;
    }

    /** The next thing that looks like a constructed ASN.1 element gets another length. */
    private byte[] inflatedDerLength(byte[] file) {
        for (int i = position(file); i < file.length - 6; i++) {
            boolean constructed = file[i] == 0x30 || file[i] == 0x31 || (file[i] & 0xFE) == 0xA0;
            if (constructed && (file[i + 1] & 0xFF) >= 0x80 && (file[i + 1] & 0xFF) <= 0x84) {
                int lengthBytes = file[i + 1] & 0x7F;
                if (lengthBytes == 0 || random.nextInt(4) == 0) {
                    file[i + 1] = (byte) (0x80 + random.nextInt(6));
                } else {
                    file[i + 1 + random.nextInt(lengthBytes) + 1] = (byte) random.nextInt();
                }
                return file;
            }
        }
        return flipped(file);
    }

    private byte[] zeroed(byte[] file) {
        int start = position(file);
        Arrays.fill(file, start, start + size(file.length - start), (byte) 0);
        return file;
    }

    private byte[] repeated(byte[] file) {
        int start = position(file);
        int end = start + size(file.length - start);
        byte[] piece = Arrays.copyOfRange(file, start, end);
        int times = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 3);
        byte[] pieces = new byte[piece.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(piece, 0, pieces, i * piece.length, piece.length);
        }
        return replaced(file, end, end, pieces);
    }

    private byte[] removed(byte[] file) {
        int start = position(file);
        return replaced(file, start, start + size(file.length - start), new byte[0]);
    }

    /** A piece of the other file, or all its rest, at the same place or elsewhere, over what is there or between. */
    private byte[] spliced(byte[] file) {
        int from = position(other);
        int length = random.nextInt(4) == 0 ? other.length - from : size(other.length - from);
        int start = random.nextBoolean() ? Math.min(from, file.length) : position(file);
        int end = random.nextBoolean() ? start : Math.min(file.length, start + length);
        return replaced(file, start, end, Arrays.copyOfRange(other, from, from + length));
    }

    private static byte[] replaced(byte[] file, int start, int end, byte[] by) {
        byte[] result = new byte[start + by.length + file.length - end];
        System.arraycopy(file, 0, result, 0, start);
        System.arraycopy(by, 0, result, start, by.length);
        System.arraycopy(file, end, result, start + by.length, file.length - end);
        return result;
    }
}
