package io.github.authenticode.verify.format.cab;

import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A cabinet. The signature lies behind it and is announced in the header; the digest covers everything before it but
 * the header's checksum, the announcement and the sizes of the reserved areas, and these must be what the rest leaves
 * them no choice to be.
 */
public final class CabContent implements SignedContent {
    private final Path path;
    private final StoredSignatures stored;

    private CabContent(Path path, StoredSignatures stored) {
        this.path = path;
        this.stored = stored;
    }

    public static CabContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return new CabContent(path, stored(file, CabHeader.read(file)));
        }
    }

    private static StoredSignatures stored(FileBytes file, CabHeader header) throws IOException {
        long start = header.reserve().signatureStart();
        long size = header.reserve().signatureSize();
        if (start == 0 && size == 0) {
            return StoredSignatures.NONE;
        }
        if (start != header.cabinetSize() || start + size != file.size() || size > SignatureBlob.MAX_LENGTH) {
            return StoredSignatures.none(ContentFindings.misplaced("The cabinet has " + header.cabinetSize()
                    + " bytes and should be followed by a signature of " + size + ", but the file has " + file.size()
                    + " bytes."));
        }
        StoredSignatures found = SignatureBlob.aligned(file.read(start, (int) size));
        List<Violation> violations = new ArrayList<>(found.violations());
        header.fault().map(ContentFindings::changed).ifPresent(violations::add);
        CabLayout.fault(file, header).map(CabContent::ambiguous).ifPresent(violations::add);
        return new StoredSignatures(found.signatures(), violations);
    }

    private static Violation ambiguous(String fault) {
        return new Violation(
                ViolationCode.TRUST_E_BAD_DIGEST,
                fault
                        + "; these numbers in the cabinet's header are not signed, so that nothing tells whether they were"
                        + " changed. Make the cabinet without reserved areas or without gaps, and sign it again.");
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
