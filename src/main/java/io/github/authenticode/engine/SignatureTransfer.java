package io.github.authenticode.engine;

import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The transfer of a signature that was made for a file into another copy of the same file, without any key. Safe for
 * several threads.
 */
@FunctionalInterface
public interface SignatureTransfer {
    /**
     * Gives a copy these signatures in the place of those it has.
     *
     * @param signatures PKCS#7 messages in DER with all that is in them, timestamps included; where nested signatures
     * are in the first one, it is the only one
     * @param digest of the file, in the signatures: some formats are made ready for it first
     * @throws IOException if the copy cannot be changed, or the signatures are none; the copy may be half written
     */
    void put(List<byte[]> signatures, Path copy, FileFormat format, DigestAlgorithm digest) throws IOException;
}
