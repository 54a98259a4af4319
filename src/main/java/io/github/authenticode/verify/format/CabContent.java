package io.github.authenticode.verify.format;

import io.github.authenticode.verify.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * A cabinet. The signature lies behind it and is announced in the header; the digest covers everything before it but the header's
 * checksum and the announcement.
 */
final class CabContent implements SignedContent {
    private final Path path;
    private final StoredSignatures stored;

    private CabContent(Path path, StoredSignatures stored) {
        this.path = path;
        this.stored = stored;
    }

    static CabContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            CabHeader header = CabHeader.read(file);
            long size = header.signatureSize();
            if (header.signatureStart() == 0 && size == 0) {
                return new CabContent(path, StoredSignatures.NONE);
            }
            if (header.signatureStart() != header.cabinetSize()
                    || header.signatureStart() + size != file.size()
                    || size > SignatureBlob.MAX_LENGTH) {
                return new CabContent(
                        path,
                        StoredSignatures.none(Findings.misplaced("The cabinet has " + header.cabinetSize()
                                + " bytes and should be followed by a signature of " + size + ", but the file has "
                                + file.size() + " bytes.")));
            }
            return new CabContent(path, SignatureBlob.of(file.read(header.signatureStart(), (int) size)));
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, IndirectData.CABINET, (signed, algorithm) -> {
            try (FileBytes file = FileBytes.open(path)) {
                return signed.comparedWith(digest(file, CabHeader.read(file), algorithm.start()), algorithm);
            }
        });
    }

    private static byte[] digest(FileBytes file, CabHeader header, MessageDigest digest) throws IOException {
        header.digest(digest);
        file.digest(digest, header.folders(), header.cabinetSize());
        return digest.digest();
    }
}
