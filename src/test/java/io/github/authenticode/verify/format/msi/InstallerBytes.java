package io.github.authenticode.verify.format.msi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Places in a small installer with sectors of 512 bytes, for tests that change bytes there. */
final class InstallerBytes {
    static final int SECTOR = 512;

    private static final int ENTRY = 128;

    private InstallerBytes() {}

    static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Main.class"));
            zip.write("not really".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    static int directory(byte[] file) {
        return (number(file, 0x30) + 1) * SECTOR;
    }

    /** Where the entry of the stream of that size is. */
    static int entry(byte[] file, int size) {
        return entries(file).stream()
                .filter(at -> file[at + 66] == 2 && number(file, at + 120) == size)
                .findFirst()
                .orElseThrow();
    }

    /** Where all entries are; the sectors of the directory need not follow one another. */
    static List<Integer> entries(byte[] file) {
        int table = (number(file, 76) + 1) * SECTOR;
        List<Integer> entries = new ArrayList<>();
        for (int sector = number(file, 0x30); sector >= 0; sector = number(file, table + 4 * sector)) {
            for (int i = 0; i < SECTOR; i += ENTRY) {
                entries.add((sector + 1) * SECTOR + i);
            }
        }
        return entries;
    }

    static int top(byte[] file) {
        return entries(file).get(number(file, directory(file) + 76));
    }

    static int number(byte[] file, int position) {
        return numbers(file).getInt(position);
    }

    static ByteBuffer numbers(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Two new sectors, of which the last takes over from the one that holds the directory. */
    static byte[] movedBack(byte[] file, byte[] secret) {
        int sector = file.length / SECTOR - 1;
        byte[] more = Arrays.copyOf(file, file.length + 2 * SECTOR);
        System.arraycopy(secret, 0, more, file.length, Math.min(secret.length, SECTOR));
        int directory = number(more, 0x30);
        System.arraycopy(file, (directory + 1) * SECTOR, more, file.length + SECTOR, SECTOR);
        Arrays.fill(more, (directory + 1) * SECTOR, (directory + 2) * SECTOR, (byte) 0);
        int table = (number(more, 76) + 1) * SECTOR;
        numbers(more).putInt(table + 4 * (sector + 1), number(more, table + 4 * directory));
        numbers(more).putInt(table + 4 * directory, -1).putInt(0x30, sector + 1);
        return more;
    }
}
