package io.github.authenticode.verify.format.catalog;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.pe.PeContent;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file that a catalog may list: a program by the digest that its signature would hold, any other file by that of all
 * its bytes (what CryptCATAdminCalcHashFromFileHandle computes: jensign.com/hash). osslsigncode agrees for programs;
 * how Windows counts a cabinet or an installer was not tried.
 */
public final class CatalogSubject {
    private final Path file;
    private final boolean image;
    private final Map<HashAlgorithm, String> digests = new EnumMap<>(HashAlgorithm.class);

    public CatalogSubject(Path file, FileFormat format) {
        this.file = file;
        this.image = format == FileFormat.PE;
    }

    /** Whether it is a program. */
    boolean isImage() {
        return image;
    }

    /** In hexadecimal, computed once. */
    String digest(HashAlgorithm algorithm) throws IOException {
        String known = digests.get(algorithm);
        if (known != null) {
            return known;
        }
        String computed = HexFormat.of().formatHex(compute(algorithm.start()));
        digests.put(algorithm, computed);
        return computed;
    }

    private byte[] compute(MessageDigest digest) throws IOException {
        if (image) {
            return PeContent.open(file).digest(digest);
        }
        try (FileBytes bytes = FileBytes.open(file)) {
            bytes.digest(digest, 0, bytes.size());
        }
        return digest.digest();
    }
}
