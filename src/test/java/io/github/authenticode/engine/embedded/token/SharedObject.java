package io.github.authenticode.engine.embedded.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The place of a function in a 64-bit ELF library whose code lies in the file as in memory (System V ABI, chapter 4).
 */
final class SharedObject {
    private static final int SYMBOLS = 11; // SHT_DYNSYM

    private SharedObject() {}

    static int offsetOf(String function, Path library) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(library)).order(ByteOrder.LITTLE_ENDIAN);
        int sections = (int) elf.getLong(0x28);
        for (int i = 0; i < elf.getShort(0x3C); i++) {
            int section = sections + i * 64;
            if (elf.getInt(section + 4) == SYMBOLS) {
                int names = (int) elf.getLong(sections + elf.getInt(section + 0x28) * 64 + 0x18);
                int start = (int) elf.getLong(section + 0x18);
                for (int s = start; s < start + elf.getLong(section + 0x20); s += 24) {
                    if (name(elf, names + elf.getInt(s)).equals(function)) {
                        return (int) elf.getLong(s + 8);
                    }
                }
            }
        }
        throw new IOException(library + " has no function " + function);
    }

    private static String name(ByteBuffer elf, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; elf.get(i) != 0; i++) {
            text.append((char) elf.get(i));
        }
        return text.toString();
    }
}
