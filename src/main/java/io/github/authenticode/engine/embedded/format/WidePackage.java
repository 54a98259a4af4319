package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FormatProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The last records of a package that jsign does not read as they are meant (net.jsign.zip, 7.4): it takes the count of
 * parts and the offset of the directory for signed numbers, and believes the zip64 record only where the offset is all
 * ones. An application package gets the records that MakeAppx writes into every one; NuGet takes no signed package that
 * has them.
 */
final class WidePackage {
    private static final int END = 22;
    private static final int END_MAGIC = 0x06054B50;
    private static final int LOCATOR = 20;
    private static final int LOCATOR_MAGIC = 0x07064B50;
    private static final int WIDE = 56;
    private static final int WIDE_MAGIC = 0x06064B50;
    private static final int VERSION = 45;
    private static final int MOST = Short.MAX_VALUE;

    private final SeekableByteChannel channel;
    private final long start;
    private final ByteBuffer end;

    private WidePackage(SeekableByteChannel channel, long start, ByteBuffer end) {
        this.channel = channel;
        this.start = start;
        this.end = end;
    }

    /**
     * Makes the package one that jsign can read.
     *
     * @throws ProblemException if it cannot be
     */
    static void prepare(SeekableByteChannel channel, Engine.Task task) throws IOException, ProblemException {
        if (task.format() != FileFormat.APPX && task.format() != FileFormat.NUGET) {
            return;
        }
        int length = (int) Math.min(channel.size(), END + 0xFFFF);
        ByteBuffer tail = read(channel, channel.size() - length, length);
        int last = length - END;
        while (last >= 0 && tail.getInt(last) != END_MAGIC) {
            last--;
        }
        if (last < 0) {
            return; // no archive, which jsign says as well
        }
        ByteBuffer end = ByteBuffer.allocate(length - last).order(ByteOrder.LITTLE_ENDIAN);
        end.put(tail.position(last)).flip();
        new WidePackage(channel, channel.size() - length + last, end).prepare(task);
    }

    private void prepare(Engine.Task task) throws IOException, ProblemException {
        int count = Short.toUnsignedInt(end.getShort(10));
        boolean wide =
                start >= LOCATOR && read(channel, start - LOCATOR, LOCATOR).getInt(0) == LOCATOR_MAGIC;
        boolean readable = count <= MOST && end.getInt(16) >= 0 && !wide;
        if (task.format() == FileFormat.NUGET && !readable) {
            throw new ProblemException(nuget(task, count, wide));
        }
        if (!readable) {
            ByteBuffer records = wide ? ByteBuffer.allocate(0) : records(count);
            end.putShort(8, (short) -1).putShort(10, (short) -1).putInt(12, -1).putInt(16, -1);
            channel.position(start);
            write(records);
            write(end);
        }
    }

    /** The zip64 record and its locator (APPNOTE.TXT 4.3.14 and 4.3.15). */
    private ByteBuffer records(int count) {
        return ByteBuffer.allocate(WIDE + LOCATOR)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(WIDE_MAGIC)
                .putLong(WIDE - 12)
                .putShort((short) VERSION)
                .putShort((short) VERSION)
                .putLong(0)
                .putLong(count)
                .putLong(count)
                .putLong(Integer.toUnsignedLong(end.getInt(12)))
                .putLong(Integer.toUnsignedLong(end.getInt(16)))
                .putInt(LOCATOR_MAGIC)
                .putInt(0)
                .putLong(start)
                .putInt(1)
                .flip();
    }

    private static Problem nuget(Engine.Task task, int count, boolean wide) {
        String name = String.valueOf(task.file().getFileName());
        if (wide) {
            return Problem.of(
                    FormatProblem.NUGET_ZIP64,
                    name + " is a zip64 archive, as archives of 65,535 files or 4 GiB and more are, and NuGet takes no"
                            + " signed package that is one (NU3006).",
                    "Split the package into smaller ones.");
        }
        String how = count > MOST
                ? "has " + count + " files; the embedded engine can sign a NuGet package of " + MOST + " at most"
                : "is larger than 2 GiB, more than the embedded engine can sign of a NuGet package";
        return Problem.of(
                FormatProblem.NUGET_TOO_LARGE,
                name + " " + how + ".",
                "Split the package into smaller ones, or sign it with 'dotnet nuget sign'.");
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes);
        }
        return bytes.flip();
    }
}
