package io.github.authenticode.run.gate;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.catalog.KeptSignatures;
import io.github.authenticode.verify.format.ContentComparison;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The comparison of a signed copy with its original, beside their signatures. A seam, since a test has formats of its
 * own.
 */
public interface CopyComparer {
    CopyComparer REAL = new CopyComparer() {
        @Override
        public ContentComparison compare(Path original, Path signed, FileFormat format) throws IOException {
            return ContentComparison.of(original, signed, format);
        }

        @Override
        public boolean keepsSignatures(Path original, Path signed, FileFormat format) throws IOException {
            return KeptSignatures.areIn(signed, original, format);
        }
    };

    /** @throws io.github.authenticode.verify.asn1.MalformedFileException if one of them cannot be taken apart */
    ContentComparison compare(Path original, Path signed, FileFormat format) throws IOException;

    /** Whether all signatures of the original are in the signed copy, each with all that it signs. */
    boolean keepsSignatures(Path original, Path signed, FileFormat format) throws IOException;
}
