package io.github.authenticode.verify.format.zip;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.ByteSink;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflation of the deflated bytes of one zip part, never more than the part should have; what ends the
 * compressed data has to end the part.
 */
final class Inflation implements ByteSink, AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ZipPart part;
    private final ByteSink target;
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[BUFFER];

    Inflation(ZipPart part, ByteSink target) {
        this.part = part;
        this.target = target;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        if (inflater.finished()) {
            throw continued();
        }
        inflater.setInput(bytes, offset, length);
        int inflated = inflate();
        while (inflated > 0) {
            target.accept(buffer, 0, inflated);
            inflated = inflate();
        }
        if (inflater.finished() && inflater.getRemaining() > 0) {
            throw continued();
        }
        if (!inflater.finished() && !inflater.needsInput()) {
            throw wrong();
        }
    }

    /** Readers that go by the compressed data and not by their size would take what follows for the next part. */
    private MalformedFileException continued() {
        return ZipPart.damaged("more follows where the compressed data of its part " + part.name() + " end");
    }

    private int inflate() throws MalformedFileException {
        try {
            int inflated = inflater.inflate(buffer);
            if (inflater.getBytesWritten() > part.size()) {
                throw wrong();
            }
            return inflated;
        } catch (DataFormatException e) {
            throw new MalformedFileException(
                    "The package is damaged: its part " + part.name() + " cannot be decompressed.", e);
        }
    }

    /** To be called after the last bytes. */
    void requireComplete() throws MalformedFileException {
        if (!inflater.finished() || inflater.getBytesWritten() != part.size()) {
            throw wrong();
        }
    }

    private MalformedFileException wrong() {
        return ZipPart.damaged("the size of its part " + part.name() + " is wrong");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
