package io.github.authenticode.verify.format;

import io.github.authenticode.plan.Rule;
import io.github.authenticode.verify.Violation;
import io.github.authenticode.verify.ViolationCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The attribute certificate table of a Portable Executable: WIN_CERTIFICATE structures, each on a multiple of 8. Nothing in it
 * is covered by the digest, so everything but signatures is reported. EFI programs hold several signatures side by side.
 */
final class CertificateTable {
    private static final int ENTRY_HEADER = 8;
    private static final int MAX_ENTRIES = 64;
    /** The type WIN_CERT_TYPE_PKCS_SIGNED_DATA in the upper half, the revision in the lower one. */
    private static final int SIGNED_DATA_REVISION_2 = 0x0002_0200;

    private CertificateTable() {}

    static StoredSignatures read(FileBytes file, PeHeader header) throws IOException {
        if (header.tableStart() == 0 && header.tableSize() == 0) {
            return StoredSignatures.NONE;
        }
        if (header.tableEnd() > file.size()) {
            return unreadable("The certificate table lies beyond the end of the file (" + header.tableEnd() + " of "
                    + file.size() + " bytes).");
        }
        if (header.tableStart() < header.directory() + PeHeader.DIRECTORY_SIZE || header.tableSize() == 0) {
            return unreadable("The certificate table has an impossible place in the file.");
        }
        if (header.tableSize() > SignatureBlob.MAX_LENGTH) {
            return unreadable("The certificate table is far too large: " + header.tableSize() + " bytes.");
        }
        List<Violation> violations = new ArrayList<>(flawsOfPlace(file, header));
        List<byte[]> signatures = new ArrayList<>();
        parse(file.read(header.tableStart(), (int) header.tableSize()), signatures, violations);
        return new StoredSignatures(signatures, violations);
    }

    private static List<Violation> flawsOfPlace(FileBytes file, PeHeader header) throws IOException {
        List<Violation> violations = new ArrayList<>();
        if (header.tableStart() % 8 != 0) {
            violations.add(
                    Findings.misplaced(Rule.TABLE_AT_END, "The certificate table does not begin on a multiple of 8."));
        }
        if (header.tableEnd() < file.size()) {
            violations.add(Findings.misplaced(
                    Rule.TABLE_AT_END,
                    "The certificate table is not at the end of the file: " + (file.size() - header.tableEnd())
                            + " bytes follow."));
        }
        violations.addAll(PeLayout.violations(file, header));
        return violations;
    }

    private static void parse(byte[] table, List<byte[]> signatures, List<Violation> violations) {
        ByteBuffer numbers = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int position = 0;
        for (int entries = 0; position < table.length; entries++) {
            int left = table.length - position;
            long length = left < ENTRY_HEADER ? 0 : Integer.toUnsignedLong(numbers.getInt(position));
            if (length < ENTRY_HEADER || length > left || entries == MAX_ENTRIES) {
                violations.add(Findings.misplaced(
                        Rule.NOTHING_STUFFED, "The certificate table holds " + left + " bytes that are no signature."));
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

    private static void addSignature(byte[] bytes, List<byte[]> signatures, List<Violation> violations) {
        StoredSignatures blob = SignatureBlob.of(bytes);
        if (signatures.stream()
                .anyMatch(earlier -> blob.signatures().stream().anyMatch(s -> Arrays.equals(s, earlier)))) {
            violations.add(
                    Findings.misplaced(Rule.NOTHING_STUFFED, "The certificate table holds the same signature twice."));
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

    private static StoredSignatures unreadable(String sentence) {
        return StoredSignatures.none(Findings.misplaced(sentence));
    }
}
