package io.github.authenticode.verify.format.pe;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Portable Executable. Its digest leaves out the checksum, the directory entry of the certificate table and the table
 * itself; what lies behind the table counts, and an unsigned file counts as if padded to a multiple of 8.
 */
public final class PeContent implements SignedContent {
    private final Path path;
    private final PeHeader header;
    private final StoredSignatures stored;
    private final boolean signable;

    private PeContent(Path path, PeHeader header, StoredSignatures stored, boolean signable) {
        this.path = path;
        this.header = header;
        this.stored = stored;
        this.signable = signable;
    }

    public static PeContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            PeHeader header = PeHeader.read(file);
            boolean signable = CertificateTable.hopeless(file, header).isEmpty();
            return new PeContent(path, header, CertificateTable.read(file, header), signable);
        }
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public boolean isSignable() {
        return signable;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return IndirectData.check(contentType, content, IndirectData.PE_IMAGE, (signed, algorithm) -> {
                List<Violation> violations =
                        new ArrayList<>(signed.comparedWith(digest(file, algorithm.start()), algorithm));
                violations.addAll(PageHashes.check(file, header, signed));
                return violations;
            });
        }
    }

    @Override
    public Optional<Boolean> hasPageHashes(String contentType, byte[] content) {
        try {
            return Optional.of(PageHashes.present(IndirectData.parse(content)));
        } catch (MalformedFileException e) {
            return Optional.of(false);
        }
    }

    /** What a signature of the file, as it is now, would hold. */
    public byte[] digest(MessageDigest digest) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            return digest(file, digest);
        }
    }

    private byte[] digest(FileBytes file, MessageDigest digest) throws IOException {
        file.digest(digest, 0, header.checksum());
        long position = header.checksum() + 4;
        if (header.directory() > 0) {
            file.digest(digest, position, header.directory());
            position = header.directory() + PeHeader.DIRECTORY_SIZE;
        }
        if (header.tableSize() > 0) {
            file.digest(digest, position, header.tableStart());
            position = header.tableEnd();
        }
        file.digest(digest, position, file.size());
        if (header.tableSize() == 0) {
            digest.update(new byte[(int) (-file.size() & 7)]);
        }
        return digest.digest();
    }
}
