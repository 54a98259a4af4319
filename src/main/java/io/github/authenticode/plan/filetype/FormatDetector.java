package io.github.authenticode.plan.filetype;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The detector of a file's format by its content; only scripts, which have none that is telling, by their name. A file
 * whose name promises a format that its content does not keep has none.
 */
public final class FormatDetector {
    /** How many bytes tell that a file is of no signable format. */
    public static final int TELLING = 8;

    private static final int HEAD = 4096;
    private static final byte[] COMPOUND_FILE = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
    private static final byte[] TRUST_LIST = HexFormat.of().parseHex("06092b0601040182370a01");
    private static final byte[] SIGNED_DATA = HexFormat.of().parseHex("06092a864886f70d010702");
    private static final byte[] INSTALLER_CLASS = HexFormat.of().parseHex("0c0000000000c000000000000046");
    private static final Set<Byte> INSTALLER_KINDS = Set.of((byte) 0x82, (byte) 0x84, (byte) 0x86);
    private static final Set<FileFormat> SCRIPTS = Set.of(
            FileFormat.POWERSHELL, FileFormat.POWERSHELL_XML, FileFormat.VBSCRIPT, FileFormat.JSCRIPT, FileFormat.WSF);

    private FormatDetector() {}

    /** Reads a few kilobytes of the file, of zip archives also the directory. */
    public static Optional<FileFormat> detect(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = read(channel, 0, HEAD);
            if (head.limit() == 0) {
                return Optional.empty();
            }
            Optional<FileFormat> byContent = byContent(channel, head);
            return byContent.isPresent() ? byContent : script(file);
        }
    }

    /**
     * Whether a file may be of a format, or an archive, as far as its first bytes tell; for scripts, its name.
     *
     * @param head at least {@link #TELLING} bytes, unless the file has fewer
     */
    public static boolean isWorthALook(byte[] head, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        return startsWith(bytes, 0, 'M', 'Z')
                || startsWith(bytes, 0, 'M', 'S', 'C', 'F')
                || startsWith(bytes, 0, 'N', 'A', 'V', 'X')
                || isArchive(bytes)
                || holds(bytes, 0, COMPOUND_FILE)
                || isLongSequence(bytes)
                || FileFormat.ofName(name).filter(SCRIPTS::contains).isPresent();
    }

    /**
     * Whether a file is a zip archive: it begins with a part, or is empty, or ends as an archive does. Programs read an
     * archive from its end, whatever stands before it.
     */
    public static boolean isArchive(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int length = (int) Math.min(channel.size(), PackageNames.TAIL);
            return isArchive(read(channel, 0, TELLING))
                    || PackageNames.isTail(read(channel, channel.size() - length, length), channel.size());
        }
    }

    /** How many bytes at its end tell that a file is an archive with something before it. */
    public static int tailLength() {
        return PackageNames.TAIL;
    }

    /**
     * Whether a file ends as an archive does.
     *
     * @param tail its last {@link #tailLength} bytes, or all
     * @param size of the file
     */
    public static boolean endsAsArchive(byte[] tail, long size) {
        return PackageNames.isTail(ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN), size);
    }

    /** DER of 128 bytes or more, as every catalog is, and no text that begins with a zero. */
    private static boolean isLongSequence(ByteBuffer head) {
        return head.limit() > 1 && head.get(0) == 0x30 && head.get(1) < 0;
    }

    private static boolean isArchive(ByteBuffer head) {
        return startsWith(head, 0, 'P', 'K', 3, 4) || startsWith(head, 0, 'P', 'K', 5, 6);
    }

    private static Optional<FileFormat> byContent(FileChannel channel, ByteBuffer head) throws IOException {
        if (startsWith(head, 0, 'M', 'Z')) {
            return isPe(channel, head) ? Optional.of(FileFormat.PE) : Optional.empty();
        }
        if (startsWith(head, 0, 'M', 'S', 'C', 'F')) {
            return Optional.of(FileFormat.CAB);
        }
        if (startsWith(head, 0, 'N', 'A', 'V', 'X') && startsWith(head, 36, 'N', 'A', 'V', 'X')) {
            return Optional.of(FileFormat.NAVX);
        }
        if (startsWith(head, 0, 'P', 'K')) {
            return PackageNames.format(channel);
        }
        if (holds(head, 0, COMPOUND_FILE)) {
            return isInstaller(channel, head) ? Optional.of(FileFormat.MSI) : Optional.empty();
        }
        return isCatalog(head) ? Optional.of(FileFormat.CATALOG) : Optional.empty();
    }

    private static boolean isPe(FileChannel channel, ByteBuffer head) throws IOException {
        if (head.limit() < 0x40) {
            return false;
        }
        return startsWith(read(channel, Integer.toUnsignedLong(head.getInt(0x3C)), 4), 0, 'P', 'E', 0, 0);
    }

    /** The class identifier of the root storage, the first entry of the directory ([MS-CFB] 2.6.1). */
    private static boolean isInstaller(FileChannel channel, ByteBuffer head) throws IOException {
        int shift = head.limit() < 0x200 ? 0 : head.getShort(0x1E);
        if (shift != 9 && shift != 12) {
            return false;
        }
        long root = (Integer.toUnsignedLong(head.getInt(0x30)) + 1) << shift;
        ByteBuffer classId = read(channel, root + 0x50, 16);
        return classId.limit() == 16
                && INSTALLER_KINDS.contains(classId.get(0))
                && classId.get(1) == 0x10
                && holds(classId, 2, INSTALLER_CLASS);
    }

    /** PKCS#7 SignedData near the start, around a certificate trust list. */
    private static boolean isCatalog(ByteBuffer head) {
        if (head.get(0) != 0x30) {
            return false;
        }
        int type = find(head, SIGNED_DATA, 0, 8);
        return type >= 0 && find(head, TRUST_LIST, type, HEAD) >= 0;
    }

    /** By the name alone: whatever the bytes are, Windows gives them to the script host. */
    private static Optional<FileFormat> script(Path file) {
        return FileFormat.ofName(String.valueOf(file.getFileName())).filter(SCRIPTS::contains);
    }

    private static int find(ByteBuffer head, byte[] wanted, int from, int to) {
        for (int i = from; i < Math.min(to, head.limit()); i++) {
            if (holds(head, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(ByteBuffer bytes, int offset, int... expected) {
        byte[] wanted = new byte[expected.length];
        for (int i = 0; i < expected.length; i++) {
            wanted[i] = (byte) expected[i];
        }
        return holds(bytes, offset, wanted);
    }

    private static boolean holds(ByteBuffer bytes, int offset, byte[] wanted) {
        return offset + wanted.length <= bytes.limit()
                && bytes.slice(offset, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /** As many of the bytes as the file has. */
    static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }
}
