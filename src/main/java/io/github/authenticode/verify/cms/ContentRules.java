package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * The check whether what was signed is the content of this file: the step from the CMS message to the bytes on disk.
 */
public final class ContentRules {
    public static final String INDIRECT_DATA = "1.3.6.1.4.1.311.2.1.4";
    /** A certificate trust list: catalogs. */
    private static final String TRUST_LIST = "1.3.6.1.4.1.311.10.1";
    /** Plain data: NuGet packages ("NuGet Package Signatures Technical Details"). */
    public static final String DATA = "1.2.840.113549.1.7.1";

    private static final Set<String> KNOWN = Set.of(INDIRECT_DATA, TRUST_LIST, DATA);

    private ContentRules() {}

    /**
     * The algorithm that digests the file: named by the indirect data, otherwise by the signer.
     *
     * @throws IOException if the content cannot be decoded
     */
    public static Digest fileDigest(SignedMessage message) throws IOException {
        if (!message.contentType().equals(INDIRECT_DATA)) {
            return Digest.of(message.signer().getDigestAlgorithm());
        }
        byte[] content = message.content();
        Asn1Bounds.checkSignature(content);
        ASN1Sequence indirect = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(content));
        return Digest.of(DigestInfo.getInstance(indirect.getObjectAt(1)).getAlgorithmId());
    }

    public static List<Violation> violations(SignedMessage message, SignedContent file) throws IOException {
        String type = message.contentType();
        if (!KNOWN.contains(type)) {
            return List.of(new Violation(
                    ViolationCode.CRYPT_E_BAD_ENCODE,
                    "The signature is over content of type " + Oids.named(type)
                            + ", which no file has. Sign the file again."));
        }
        if (message.contentIsSequence() && type.equals(DATA)) {
            return List.of(new Violation(
                    ViolationCode.CRYPT_E_BAD_ENCODE,
                    "The signature is damaged: its content is not encoded as the type " + Oids.named(type) + " asks."));
        }
        List<Violation> violations = new ArrayList<>();
        Digest fileDigest = fileDigest(message);
        Digest signerDigest = Digest.of(message.signer().getDigestAlgorithm());
        if (!fileDigest.equals(signerDigest)) {
            violations.add(new Violation(
                    ViolationCode.CRYPT_E_BAD_ENCODE,
                    "The signature is damaged: it digests the file with " + fileDigest.name() + " but itself with "
                            + signerDigest.name() + "."));
        }
        if (!isListed(signerDigest, message.data().getDigestAlgorithms())) {
            violations.add(new Violation(
                    ViolationCode.CRYPT_E_BAD_ENCODE,
                    "The signature is damaged: " + signerDigest.name()
                            + " is not among the digest algorithms that it lists. Sign the file again."));
        }
        violations.addAll(compared(message, file));
        return violations;
    }

    private static boolean isListed(Digest digest, ASN1Set algorithms) {
        for (ASN1Encodable algorithm : algorithms) {
            if (Digest.of(AlgorithmIdentifier.getInstance(algorithm)).equals(digest)) {
                return true;
            }
        }
        return false;
    }

    private static List<Violation> compared(SignedMessage message, SignedContent file) throws IOException {
        byte[] content = message.content();
        try {
            return file.compare(message.contentType(), content);
        } catch (MalformedFileException e) {
            return List.of(new Violation(ViolationCode.CRYPT_E_BAD_ENCODE, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return List.of(new Violation(
                    ViolationCode.CRYPT_E_FILE_ERROR, "The file cannot be read to the end: " + e.getMessage() + "."));
        }
    }
}
