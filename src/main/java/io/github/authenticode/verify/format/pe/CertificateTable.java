package io.github.authenticode.verify.format.pe;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attribute certificate table of a Portable Executable: WIN_CERTIFICATE structures, each on a multiple of 8.
 * Nothing in it is covered by the digest, so everything but signatures is reported. EFI programs hold several
 * signatures side by side.
 */
final class CertificateTable {
    /** Where a table may begin at most: the directory entry has 32 bits, and tables lie on multiples of 8. */
    private static final long LARGEST = 0xFFFF_FFF8L;

    private static final int ENTRY_HEADER = 8;
    private static final int MAX_ENTRIES = 64;
    /** The type WIN_CERT_TYPE_PKCS_SIGNED_DATA in the upper half, the revision in the lower one. */
    private static final int SIGNED_DATA_REVISION_2 = 0x0002_0200;

    private CertificateTable() {}

    static StoredSignatures read(FileBytes file, PeHeader header) throws IOException {
        Optional<Violation> hopeless = hopeless(file, header);
        if (hopeless.isPresent()) {
            return StoredSignatures.none(hopeless.get());
        }
        if (header.tableStart() == 0 && header.tableSize() == 0) {
            return StoredSignatures.NONE;
        }
        if (header.tableSize() == 0 || header.tableStart() == 0) {
            return leftover(
                    "the entry for its certificate table has " + (header.tableSize() == 0 ? "no size" : "no place"));
        }
        if (header.tableStart() < header.directory() + PeHeader.DIRECTORY_SIZE) {
            return unreadable("The certificate table has an impossible place in the file.", true);
        }
        if (header.tableEnd() > file.size()) {
            return beyondTheEnd(file, header);
        }
        if (header.tableSize() > SignatureBlob.MAX_LENGTH) {
            return unreadable("The certificate table is far too large: " + header.tableSize() + " bytes.", true);
        }
        byte[] table = file.read(header.tableStart(), (int) header.tableSize());
        List<Violation> violations = new ArrayList<>(flawsOfPlace(file, header));
        List<byte[]> signatures = new ArrayList<>();
        parse(table, signatures, violations);
        return new StoredSignatures(signatures, violations);
    }

    /** A program that no tool can sign, which to advise would send its owner in a circle. */
    static Optional<Violation> hopeless(FileBytes file, PeHeader header) {
        if (file.size() > LARGEST) {
            return Optional.of(ContentFindings.unsignable(
                    "The program is larger than 4 GiB, and its header has 32 bits for the place of a signature. Move data"
                            + " out of it, and sign the smaller program."));
        }
        return header.hasRoomForSignature()
                ? Optional.empty()
                : Optional.of(ContentFindings.unsignable(
                        "The program has no room for a signature: its header has no fifth data directory, that of the"
                                + " certificate table. Link it with all 16."));
    }

    private static StoredSignatures beyondTheEnd(FileBytes file, PeHeader header) throws IOException {
        boolean misplaced = header.tableStart() < file.size()
                && !PeLayout.violations(file, header).isEmpty();
        return unreadable(
                "The certificate table lies beyond the end of the file (" + header.tableEnd() + " of " + file.size()
                        + " bytes).",
                misplaced);
    }

    private static StoredSignatures leftover(String what) {
        return unreadable("A former signature has left something: " + what + ".", false);
    }

    private static List<Violation> flawsOfPlace(FileBytes file, PeHeader header) throws IOException {
        List<Violation> violations = new ArrayList<>();
        if (header.tableStart() % 8 != 0) {
            violations.add(ContentFindings.misplaced(
                    Rule.TABLE_AT_END, "The certificate table does not begin on a multiple of 8."));
        }
        if (header.tableEnd() < file.size()) {
            violations.add(followed(file, header.tableEnd()));
        }
        violations.addAll(PeLayout.violations(file, header));
        return violations;
    }

    private static Violation followed(FileBytes file, long end) throws IOException {
        long rest = file.size() - end;
        String sentence = "The certificate table is not at the end of the file: " + rest + " bytes follow.";
        boolean padding = rest < 8 && SignatureBlob.isZero(file.read(end, (int) rest), 0, (int) rest);
        return padding
                ? ContentFindings.misplaced(Rule.TABLE_AT_END, sentence)
                : ContentFindings.misplacedBeyondSigning(Rule.TABLE_AT_END, sentence);
    }

    private static void parse(byte[] table, List<byte[]> signatures, List<Violation> violations) {
        ByteBuffer numbers = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int position = 0;
        for (int entries = 0; position < table.length; entries++) {
            int left = table.length - position;
            long length = left < ENTRY_HEADER ? 0 : Integer.toUnsignedLong(numbers.getInt(position));
            if (length < ENTRY_HEADER || length > left || entries == MAX_ENTRIES) {
                violations.add(noSignature(table, position, left));
                return;
            }
            int end = position + (int) length;
            int next = (int) Math.min(table.length, (end + 7L) / 8 * 8);
            int kind = numbers.getInt(position + 4);
            if (kind == SIGNED_DATA_REVISION_2) {
                addSignature(Arrays.copyOfRange(table, position + ENTRY_HEADER, end), signatures, violations);
            } else {
                violations.add(unknownEntry(kind));
            }
            if (!SignatureBlob.isZero(table, end, next)) {
                violations.add(SignatureBlob.trailing((long) next - end));
            }
            position = next;
        }
    }

    /**
     * Where nothing in the table is a signature, it may be anything that the entry points to since the file was
     * changed.
     */
    private static Violation noSignature(byte[] table, int position, int left) {
        String sentence = "The certificate table holds " + left + " bytes that are no signature.";
        boolean foreign = position == 0 && !SignatureBlob.isZero(table, 0, table.length) && !isSignature(table);
        return foreign
                ? ContentFindings.misplacedBeyondSigning(Rule.NOTHING_STUFFED, sentence)
                : ContentFindings.misplaced(Rule.NOTHING_STUFFED, sentence);
    }

    /** By the header of the first entry, or by the SignedData in it where that header is broken. */
    private static boolean isSignature(byte[] table) {
        if (table.length < ENTRY_HEADER) {
            return false;
        }
        ByteBuffer numbers = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int revision = Short.toUnsignedInt(numbers.getShort(4));
        int type = Short.toUnsignedInt(numbers.getShort(6));
        boolean known = (type >= 1 && type <= 4) || type == 0x0EF0 || type == 0x0EF1;
        return ((revision == 0x100 || revision == 0x200) && known) || SignatureBlob.begins(table, ENTRY_HEADER);
    }

    private static void addSignature(byte[] bytes, List<byte[]> signatures, List<Violation> violations) {
        StoredSignatures blob = SignatureBlob.of(bytes);
        if (signatures.stream()
                .anyMatch(earlier -> blob.signatures().stream().anyMatch(s -> Arrays.equals(s, earlier)))) {
            violations.add(ContentFindings.misplaced(
                    Rule.NOTHING_STUFFED, "The certificate table holds the same signature twice."));
        }
        signatures.addAll(blob.signatures());
        violations.addAll(blob.violations());
    }

    private static Violation unknownEntry(int kind) {
        return new Violation(
                ViolationCode.TRUST_E_SUBJECT_FORM_UNKNOWN,
                String.format(
                        "The certificate table holds an entry of type 0x%04X, revision 0x%04X, which is no signature."
                                + " Sign the file again.",
                        kind >>> 16, kind & 0xFFFF),
                Rule.NOTHING_STUFFED);
    }

    /** @param beyondSigning whether the owner must first agree to a repair */
    private static StoredSignatures unreadable(String sentence, boolean beyondSigning) {
        return StoredSignatures.none(
                beyondSigning
                        ? ContentFindings.misplacedBeyondSigning(Rule.SIGNED, sentence)
                        : ContentFindings.misplaced(sentence));
    }
}
