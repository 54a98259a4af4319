package io.github.authenticode.verify.format.packages;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.Remainder;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.format.content.SubjectPackage;
import io.github.authenticode.verify.format.zip.ZipArchive;
import io.github.authenticode.verify.format.zip.ZipLocal;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * A Business Central application (NAVX): a header of 40 bytes with the size of the package that follows, then
 * optionally {@code NXSB}, the SignedData, the offset of that block and {@code NXSB} again. Undocumented; the layout is
 * the one that NavSip writes and jsign reads. The digest covers everything before the block.
 */
public final class NavxContent implements SignedContent {
    private static final int HEADER = 40;
    private static final int MAGIC = 0x5856414E;
    private static final int BLOCK_MAGIC = 0x4253584E;
    private static final int BLOCK_FRAME = 12;

    private final Path path;
    private final long contentEnd;
    private final StoredSignatures stored;
    private final long length;

    /** @param length of what is behind the content */
    private NavxContent(Path path, long contentEnd, StoredSignatures stored, long length) {
        this.path = path;
        this.contentEnd = contentEnd;
        this.stored = stored;
        this.length = length;
    }

    public static NavxContent open(Path path) throws IOException {
        try (FileBytes file = FileBytes.open(path)) {
            if (file.size() < HEADER) {
                throw new MalformedFileException(
                        "The file is too short for a NAVX package: " + file.size() + " bytes.");
            }
            ByteBuffer header = file.readNumbers(0, HEADER);
            if (header.getInt(0) != MAGIC || header.getInt(36) != MAGIC) {
                throw new MalformedFileException("The file is no NAVX package: its header is not NAVX.");
            }
            long contentSize = header.getLong(28);
            if (contentSize < 0 || contentSize > file.size() - HEADER) {
                throw new MalformedFileException("The NAVX package is cut off: its header claims " + contentSize
                        + " bytes of content, " + (file.size() - HEADER) + " are there.");
            }
            requireAgreement(file, HEADER + contentSize);
            return open(path, file, HEADER + contentSize);
        }
    }

    /** The content is a zip archive, unless it is encrypted as that of a runtime package. */
    private static void requireAgreement(FileBytes file, long contentEnd) throws IOException {
        FileBytes content = file.part(HEADER, contentEnd);
        if (content.size() >= Integer.BYTES
                && content.readNumbers(0, Integer.BYTES).getInt(0) == ZipLocal.MAGIC) {
            ZipArchive.read(content).requireAgreement();
        }
    }

    private static NavxContent open(Path path, FileBytes file, long contentEnd) throws IOException {
        long length = file.size() - contentEnd;
        if (length == 0) {
            return new NavxContent(path, contentEnd, StoredSignatures.NONE, length);
        }
        if (length < BLOCK_FRAME || length > SignatureBlob.MAX_LENGTH) {
            return new NavxContent(path, contentEnd, noBlock(length), length);
        }
        ByteBuffer block = file.readNumbers(contentEnd, (int) length);
        if (block.getInt(0) != BLOCK_MAGIC
                || block.getInt((int) length - 4) != BLOCK_MAGIC
                || Integer.toUnsignedLong(block.getInt((int) length - 8)) != contentEnd) {
            return new NavxContent(path, contentEnd, noBlock(length), length);
        }
        byte[] signature = new byte[(int) length - BLOCK_FRAME];
        block.get(4, signature);
        return new NavxContent(path, contentEnd, SignatureBlob.of(signature), length);
    }

    private static StoredSignatures noBlock(long length) {
        return StoredSignatures.none(
                ContentFindings.misplaced("The package is followed by " + length + " bytes that are no signature."));
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public Optional<Remainder> remainder() {
        boolean isSignature = length == 0 || !stored.signatures().isEmpty();
        return isSignature ? Optional.empty() : Optional.of(new Remainder(contentEnd, length));
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) throws IOException {
        return IndirectData.check(contentType, content, SubjectPackage.NAVX, (signed, algorithm) -> {
            try (FileBytes file = FileBytes.open(path)) {
                MessageDigest digest = algorithm.start();
                file.digest(digest, 0, contentEnd);
                return signed.comparedWith(digest.digest(), algorithm);
            }
        });
    }
}
