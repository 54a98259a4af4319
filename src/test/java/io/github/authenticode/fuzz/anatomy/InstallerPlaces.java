package io.github.authenticode.fuzz.anatomy;

import io.github.authenticode.fuzz.Cutter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * An installer's bytes outside its streams, found by a second way through its sectors: every byte is one thing only.
 */
final class InstallerPlaces {
    private static final int ENTRY = 128;
    private static final int MINI = 64;

    private final byte[] file;
    private final Cutter numbers;
    private final int size;
    private final boolean[] accounted;
    private final ByteArrayOutputStream places = new ByteArrayOutputStream();
    private final ByteArrayOutputStream spare = new ByteArrayOutputStream();
    private final byte[] date = new byte[8];
    private final int table;

    /** The end of the last sector may be cut off. */
    private InstallerPlaces(byte[] bytes) throws IOException {
        this.size = 1 << new Cutter(bytes).number(0x1E, 2);
        this.file = Arrays.copyOf(bytes, (bytes.length + size - 1) / size * size);
        this.numbers = new Cutter(file);
        this.accounted = new boolean[file.length];
        this.table = at(numbers.number(76, 4));
        Cutter.require(file.length >= 2 * size, "size of sectors");
        Cutter.require(numbers.number(0x2C, 4) == 1 && file[76 + 4] == -1, "several tables");
    }

    static Map<Slack, byte[]> of(byte[] file) throws IOException {
        InstallerPlaces found = new InstallerPlaces(file);
        found.account();
        return Map.of(
                Slack.MSI_PLACES, found.places.toByteArray(),
                Slack.MSI_SPARE, found.spare.toByteArray(),
                Slack.MSI_ROOT_TIME, found.date);
    }

    private void account() throws IOException {
        byte[] header = Arrays.copyOf(file, 76);
        Cutter.require(Arrays.equals(header, 8, 24, new byte[16], 0, 16), "class of the header");
        Cutter.require(numbers.number(0x1C, 2) == 0xFFFE && numbers.number(0x38, 4) == 4096, "numbers of the header");
        Cutter.require(numbers.number(0x22, 4) == 0 && numbers.number(0x26, 2) == 0, "zeros of the header");
        Cutter.require(numbers.number(0x28, 4) == 0 && numbers.number(0x34, 4) == 0, "counts of the header");
        place(0, 512);
        place(table, size);
        byte[] minis = chain(signed(0x3C), true);
        byte[] directory = chain(signed(0x30), false);
        Cutter entries = new Cutter(directory);
        int miniLength = entries.number(120, 4);
        int[] miniPlaces = places(new Cutter(directory), 116);
        boolean[] taken = new boolean[miniPlaces.length * size / MINI];
        for (int at = 0; at < directory.length; at += ENTRY) {
            int length = entries.number(at + 120, 4);
            if (directory[at + 66] == 2 && length < 4096) {
                small(entries, at, length, new Cutter(minis), taken, miniPlaces);
            } else if (directory[at + 66] == 2) {
                content(places(entries, at + 116), length);
            }
        }
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                Cutter.require(i * MINI >= miniLength || minis[4 * i] == -1, "a small sector that nobody has");
                spare(miniPlaces[i * MINI / size] + i * MINI % size, MINI);
            }
        }
        date(directory);
        rest();
    }

    private void small(Cutter entries, int at, int length, Cutter minis, boolean[] taken, int[] miniPlaces)
            throws IOException {
        int left = length;
        for (int mini = left == 0 ? -2 : entries.number(at + 116, 4); mini != -2; left -= MINI) {
            Cutter.require(!taken[mini] && left > 0, "a small sector of two");
            taken[mini] = true;
            int place = miniPlaces[mini * MINI / size] + mini * MINI % size;
            accounted(place, Math.min(left, MINI));
            spare(place + Math.min(left, MINI), MINI - Math.min(left, MINI));
            mini = minis.signed(4 * mini);
        }
    }

    private void content(int[] sectors, int length) throws IOException {
        for (int i = 0; i < sectors.length; i++) {
            int here = Math.max(0, Math.min(size, length - i * size));
            accounted(sectors[i], here);
            spare(sectors[i] + here, size - here);
        }
    }

    private void date(byte[] directory) {
        System.arraycopy(directory, 108, date, 0, 8);
        byte[] undated = directory.clone();
        Arrays.fill(undated, 108, 116, (byte) 0);
        places.writeBytes(undated);
    }

    /** What is left must be whole sectors that nobody has. */
    private void rest() throws IOException {
        for (int sector = 0; (sector + 2) * size <= file.length; sector++) {
            if (!accounted[(sector + 1) * size]) {
                Cutter.require(signed(table + 4 * sector) == -1, "sector " + sector + " is lost");
                spare((sector + 1) * size, size);
            }
        }
        for (boolean known : accounted) {
            Cutter.require(known, "a byte without owner");
        }
    }

    private byte[] chain(int start, boolean isPlace) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int sector = start; sector != -2; sector = signed(table + 4 * sector)) {
            content.write(file, at(sector), size);
            if (isPlace) {
                place(at(sector), size);
            } else {
                accounted(at(sector), size);
            }
        }
        return content.toByteArray();
    }

    private int[] places(Cutter entries, int start) throws IOException {
        int[] found = new int[0];
        for (int sector = entries.signed(start); sector != -2; sector = signed(table + 4 * sector)) {
            Cutter.require(found.length < file.length / size, "a circle");
            found = Arrays.copyOf(found, found.length + 1);
            found[found.length - 1] = at(sector);
        }
        return found;
    }

    private void place(int from, int length) throws IOException {
        accounted(from, length);
        places.write(file, from, length);
    }

    private void spare(int from, int length) throws IOException {
        accounted(from, length);
        for (int i = from; i < from + length; i++) {
            Cutter.require(file[i] == file[from] && (file[i] == 0 || file[i] == -1), "something in spare room at " + i);
        }
        spare.write(file, from, length);
    }

    private void accounted(int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            Cutter.require(!accounted[i], "a byte with two owners at " + i);
            accounted[i] = true;
        }
    }

    private int at(int sector) throws IOException {
        Cutter.require(sector >= 0 && (sector + 2L) * size <= file.length, "sector " + sector);
        return (sector + 1) * size;
    }

    private int signed(int offset) throws IOException {
        return numbers.signed(offset);
    }
}
