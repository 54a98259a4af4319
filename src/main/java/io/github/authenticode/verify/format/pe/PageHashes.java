package io.github.authenticode.verify.format.pe;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * The optional list of page digests in a program's signature ({@code signtool /ph}), by which Windows checks pages as
 * it loads them: pairs of file offset and digest, one for the headers, one for each page of each section filled up with
 * zeros, and a last one with the end of the sections and a digest of zeros. The page is the processor's, whatever the
 * section alignment: Microsoft's 32-bit kernel32.dll has pages of 4 KiB and an alignment of 64 KiB (ralphje/signify#58,
 * sassoftware/relic#32).
 */
final class PageHashes {
    private static final byte[] CLASS_ID = HexFormat.of().parseHex("a6b586d5b4a12466ae05a217da8e60d6");
    private static final String VERSION_1 = "1.3.6.1.4.1.311.2.3.1";
    private static final String VERSION_2 = "1.3.6.1.4.1.311.2.3.2";

    private final FileBytes file;
    private final PeHeader header;
    private final HashAlgorithm algorithm;
    private final ByteBuffer expected;

    private PageHashes(FileBytes file, PeHeader header, HashAlgorithm algorithm, byte[] list) {
        this.file = file;
        this.header = header;
        this.algorithm = algorithm;
        this.expected = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** No violation if the signature has no page hashes: they are optional. */
    static List<Violation> check(FileBytes file, PeHeader header, IndirectData signed) throws IOException {
        try {
            Optional<PageHashes> hashes = find(file, header, signed);
            return hashes.isEmpty() || hashes.get().match()
                    ? List.of()
                    : List.of(ContentFindings.changed("the digests of its pages are not those in the signature"));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return List.of(ContentFindings.damaged("its list of page hashes cannot be read"));
        }
    }

    /** Whether there is a list at all, be it damaged or not. */
    static boolean present(IndirectData signed) {
        try {
            return serialized(signed).isPresent();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return true;
        }
    }

    private static Optional<PageHashes> find(FileBytes file, PeHeader header, IndirectData signed)
            throws MalformedFileException {
        Optional<byte[]> serialized = serialized(signed);
        return serialized.isEmpty() ? Optional.empty() : Optional.of(of(file, header, serialized.get()));
    }

    private static Optional<byte[]> serialized(IndirectData signed) {
        if (signed.value().isEmpty()) {
            return Optional.empty();
        }
        for (ASN1Encodable element : ASN1Sequence.getInstance(signed.value().get())) {
            if (element instanceof ASN1TaggedObject outer
                    && outer.getBaseObject().toASN1Primitive() instanceof ASN1TaggedObject link
                    && link.getTagNo() == 1) {
                ASN1Sequence moniker = ASN1Sequence.getInstance(link, false);
                byte[] classId =
                        ASN1OctetString.getInstance(moniker.getObjectAt(0)).getOctets();
                if (Arrays.equals(classId, CLASS_ID)) {
                    return Optional.of(
                            ASN1OctetString.getInstance(moniker.getObjectAt(1)).getOctets());
                }
            }
        }
        return Optional.empty();
    }

    private static PageHashes of(FileBytes file, PeHeader header, byte[] serialized) throws MalformedFileException {
        ASN1Set attributes = ASN1Set.getInstance(IndirectData.asn1(serialized));
        ASN1Sequence attribute = ASN1Sequence.getInstance(attributes.getObjectAt(0));
        String type = ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0)).getId();
        if (!type.equals(VERSION_1) && !type.equals(VERSION_2)) {
            throw new IllegalArgumentException("unknown page hashes " + type);
        }
        ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
        byte[] list = ASN1OctetString.getInstance(values.getObjectAt(0)).getOctets();
        HashAlgorithm algorithm = type.equals(VERSION_1) ? HashAlgorithm.SHA1 : HashAlgorithm.SHA256;
        return new PageHashes(file, header, algorithm, list);
    }

    private boolean match() throws IOException {
        int page = header.page();
        if (!pagesMatch(0, header.headersSize(), page)) {
            return false;
        }
        long covered = 0;
        long end = 0;
        for (PeSection section : PeSection.read(file, header)) {
            covered += section.size();
            if (covered > file.size() || (section.size() > 0 && !pagesMatch(section.start(), section.end(), page))) {
                return false;
            }
            end = section.size() > 0 ? section.end() : end;
        }
        byte[] none = new byte[algorithm.start().getDigestLength()];
        return nextIs(end, none) && !expected.hasRemaining();
    }

    private boolean pagesMatch(long from, long to, int page) throws IOException {
        for (long start = from; start < to; start += page) {
            long end = Math.min(to, start + page);
            if (end > file.size() || !nextIs(start, digest(start, end, page))) {
                return false;
            }
        }
        return true;
    }

    private byte[] digest(long start, long end, int page) throws IOException {
        MessageDigest digest = algorithm.start();
        long position = skip(digest, start, end, header.checksum(), 4);
        position = skip(digest, position, end, header.directory(), PeHeader.DIRECTORY_SIZE);
        file.digest(digest, position, end);
        digest.update(new byte[(int) (page - (end - start))]);
        return digest.digest();
    }

    private long skip(MessageDigest digest, long start, long end, long field, int length) throws IOException {
        if (field < start || field + length > end) {
            return start;
        }
        file.digest(digest, start, field);
        return field + length;
    }

    private boolean nextIs(long offset, byte[] digest) {
        if (expected.remaining() < 4 + digest.length) {
            return false;
        }
        long signedOffset = Integer.toUnsignedLong(expected.getInt());
        byte[] signedDigest = new byte[digest.length];
        expected.get(signedDigest);
        return signedOffset == offset && MessageDigest.isEqual(signedDigest, digest);
    }
}
