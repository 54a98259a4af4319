package io.github.authenticode.plan.filetype;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Programs from before the Portable Executable format, which has been the only one with a place for a signature. All of
 * them begin with the header of a DOS program; what its field e_lfanew points to tells them apart.
 */
public enum OldProgram {
    NE("a 16-bit program of Windows or OS/2 (NE)"),
    LE("a driver of Windows 3 or 9x (LE)"),
    LX("a program of OS/2 (LX)"),
    DOS("a DOS program");

    private static final int DOS_HEADER = 0x40;

    private final String what;

    OldProgram(String what) {
        this.what = what;
    }

    /** Which one a file is; empty if it is no program, or a newer one. */
    public static Optional<OldProgram> of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = FormatDetector.read(channel, 0, DOS_HEADER);
            if (head.limit() < 2 || head.getShort(0) != 0x5A4D) {
                return Optional.empty();
            }
            String mark = head.limit() < DOS_HEADER ? "" : mark(channel, Integer.toUnsignedLong(head.getInt(0x3C)));
            return mark.equals("PE")
                    ? Optional.empty()
                    : Optional.of(Arrays.stream(values())
                            .filter(kind -> kind.name().equals(mark))
                            .findFirst()
                            .orElse(DOS));
        }
    }

    private static String mark(FileChannel channel, long position) throws IOException {
        return StandardCharsets.ISO_8859_1
                .decode(FormatDetector.read(channel, position, 2))
                .toString();
    }

    /** For the sentence that a file is one. */
    public String what() {
        return what;
    }
}
