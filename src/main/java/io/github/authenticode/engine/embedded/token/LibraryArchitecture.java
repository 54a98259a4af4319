package io.github.authenticode.engine.embedded.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The processor that a library was built for, by its header: ELF (e_machine), PE (Machine) or Mach-O (cputype). What
 * the systems themselves say of a wrong one, "cannot open shared object file", leads astray.
 */
final class LibraryArchitecture {
    private static final int HEADER = 4096;
    private static final Map<Integer, String> ELF =
            Map.of(3, "x86", 40, "arm", 62, "amd64", 183, "aarch64", 21, "ppc64", 22, "s390x", 243, "riscv64");
    private static final Map<Integer, String> PE = Map.of(0x14C, "x86", 0x8664, "amd64", 0xAA64, "aarch64");
    private static final Map<Integer, String> MACH = Map.of(0x01000007, "amd64", 0x0100000C, "aarch64", 7, "x86");

    private LibraryArchitecture() {}

    /** In the words of {@code os.arch}; empty for a library for several processors, and for what is no library. */
    static Optional<String> of(Path library) {
        try (InputStream in = Files.newInputStream(library)) {
            return of(ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> of(ByteBuffer header) {
        int magic = header.getInt(0);
        if (magic == 0x464C457F) {
            boolean bigEndian = header.get(5) == 2;
            header.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            return Optional.ofNullable(ELF.get((int) header.getShort(18)));
        }
        if (magic == 0xFEEDFACF || magic == 0xFEEDFACE) {
            return Optional.ofNullable(MACH.get(header.getInt(4)));
        }
        if ((magic & 0xFFFF) == 0x5A4D) {
            return Optional.ofNullable(PE.get(header.getShort(header.getInt(0x3C) + 4) & 0xFFFF));
        }
        return Optional.empty();
    }

    /** The name that {@code os.arch} has for a processor, which has two on some systems. */
    static String normal(String osArch) {
        return switch (osArch) {
            case "x86_64" -> "amd64";
            case "i386", "i586", "i686" -> "x86";
            case "arm64" -> "aarch64";
            default -> osArch;
        };
    }
}
