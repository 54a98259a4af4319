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
    private final List<byte[]> signatures;
    private final List<Violation> violations;

    private CabContent(Path path, List<byte[]> signatures, List<Violation> violations) {
        this.path = path;
        this.signatures = signatures;
        this.violations = violations;
    }

    static CabContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            CabHeader header = CabHeader.read(file);
            long size = header.signatureSize();
            if (header.signatureStart() == 0 && size == 0) {
                return new CabContent(path, List.of(), List.of());
            }
            if (header.signatureStart() != header.cabinetSize()
                    || header.signatureStart() + size != file.size()
                    || size > SignatureBlob.MAX_LENGTH) {
                return new CabContent(
                        path,
                        List.of(),
                        List.of(Findings.misplaced("The cabinet has " + header.cabinetSize()
                                + " bytes and should be followed by a signature of " + size + ", but the file has "
                                + file.size() + " bytes.")));
            }
            SignatureBlob blob = SignatureBlob.of(file.read(header.signatureStart(), (int) size));
            return new CabContent(path, blob.asList(), blob.violations());
        }
    }

    @Override
    public List<byte[]> signatures() {
        return signatures;
    }

    @Override
    public List<Violation> storageViolations() {
        return violations;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, IndirectData.CABINET, (signed, algorithm) -> {
            try (FileBytes file = FileBytes.open(path)) {
                byte[] computed = digest(file, CabHeader.read(file), algorithm.start());
                return MessageDigest.isEqual(signed.digest(), computed)
                        ? List.of()
                        : List.of(Findings.changed(algorithm));
            }
        });
    }

    private static byte[] digest(FileBytes file, CabHeader header, MessageDigest digest) throws IOException {
        header.digest(digest);
        file.digest(digest, header.folders(), header.cabinetSize());
        return digest.digest();
    }
}
