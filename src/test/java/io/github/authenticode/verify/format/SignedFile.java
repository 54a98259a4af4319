package io.github.authenticode.verify.format;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;

/** A signed file together with what its first signature signs, as the verifier will hand it over. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedFile(Path path, FileFormat format, String contentType, byte[] content) {

    public static SignedFile read(Path path, FileFormat format) throws IOException, CMSException {
        List<byte[]> signatures = SignedContents.open(path, format).signatures();
        return of(path, format, signatures.get(0));
    }

    static SignedFile of(Path path, FileFormat format, byte[] signature) throws IOException, CMSException {
        CMSSignedData cms = new CMSSignedData(signature);
        Object content = cms.getSignedContent().getContent();
        byte[] bytes =
                content instanceof ASN1Encodable asn1 ? asn1.toASN1Primitive().getEncoded("DER") : (byte[]) content;
        return new SignedFile(path, format, cms.getSignedContentTypeOID(), bytes);
    }

    /** The violations of storage and of comparison. */
    public List<Violation> violations() throws IOException {
        SignedContent opened = SignedContents.open(path, format);
        List<Violation> violations = new ArrayList<>(opened.storageViolations());
        violations.addAll(opened.compare(contentType, content));
        return violations;
    }

    public List<ViolationCode> codes() throws IOException {
        return violations().stream().map(Violation::code).distinct().toList();
    }

    /** Whether the verifier has anything against the file as it is now. */
    public boolean isRejected() {
        try {
            return !violations().isEmpty()
                    || SignedContents.open(path, format).signatures().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    /** The positions in the range at which a changed byte goes unnoticed. */
    public List<Integer> unnoticed(int from, int to, int step) throws IOException {
        byte[] original = Files.readAllBytes(path);
        List<Integer> unnoticed = new ArrayList<>();
        for (int position = from; position < to; position += step) {
            byte[] changed = original.clone();
            changed[position] ^= 0x15;
            Files.write(path, changed);
            if (!isRejected()) {
                unnoticed.add(position);
            }
        }
        Files.write(path, original);
        return unnoticed;
    }
}
