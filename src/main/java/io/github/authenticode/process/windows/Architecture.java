package io.github.authenticode.process.windows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The processor that a PE file is for (PE/COFF specification, "Machine Types"). */
public enum Architecture {
    X64(0x8664),
    X86(0x14C),
    ARM64(0xAA64),
    ARM(0x1C4);

    private final int machine;

    Architecture(int machine) {
        this.machine = machine;
    }

    static Optional<Architecture> ofMachine(int machine) {
        return Arrays.stream(values()).filter(a -> a.machine == machine).findFirst();
    }

    /** The name of its folder in a Windows SDK: {@code x64}. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
