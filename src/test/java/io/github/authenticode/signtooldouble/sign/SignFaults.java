package io.github.authenticode.signtooldouble.sign;

import io.github.authenticode.signtooldouble.commandline.FileFailure;
import io.github.authenticode.signtooldouble.commandline.Options;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The points at which a {@link Misbehaviour} bends the course of {@code sign}. */
public final class SignFaults {
    /** STATUS_ACCESS_VIOLATION, as an exit code. */
    public static final int CRASH = 0xC0000005;

    private final Misbehaviour misbehaviour;

    SignFaults(Misbehaviour misbehaviour) {
        this.misbehaviour = misbehaviour;
    }

    void hang() throws InterruptedException {
        if (misbehaviour == Misbehaviour.HANG) {
            new CountDownLatch(1).await();
        }
    }

    boolean diesAfter(int done, int all) {
        return misbehaviour == Misbehaviour.DIE_HALFWAY && done >= (all + 1) / 2;
    }

    boolean signsNothing() {
        return misbehaviour == Misbehaviour.EXIT0_UNSIGNED;
    }

    void lockedOrUnstamped(Options options) throws FileFailure {
        if (misbehaviour == Misbehaviour.LOCKED) {
            throw new FileFailure(FileSigner.IN_USE);
        }
        if (misbehaviour == Misbehaviour.TSA_DOWN && options.has("tr")) {
            throw new FileFailure(FileSigner.TSA_FAILED);
        }
    }

    Options stamped(Options options) {
        if (misbehaviour != Misbehaviour.NO_TIMESTAMP) {
            return options;
        }
        Map<String, List<String>> left = new HashMap<>(options.options());
        left.remove("tr");
        return new Options(left, options.files());
    }

    /** Byte 2 is in the DOS header of an executable, which its digest covers and nothing reads. */
    void garble(Path file) throws IOException {
        if (misbehaviour == Misbehaviour.GARBLE) {
            try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                content.seek(2);
                int old = content.read();
                content.seek(2);
                content.write(old ^ 1);
            }
        }
    }
}
