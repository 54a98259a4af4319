package io.github.authenticode.verify.format.content;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * SpcIndirectDataContent: what an Authenticode signature signs in place of the file ("Windows Authenticode Portable
 * Executable Signature Format", Microsoft 2008).
 *
 * @param type object identifier of what kind of file it stands for
 * @param value parameters of that kind
 * @param algorithm object identifier of the digest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record IndirectData(String type, Optional<ASN1Encodable> value, String algorithm, byte[] digest) {
    public static final String PE_IMAGE = "1.3.6.1.4.1.311.2.1.15";
    /**
     * SPC_CAB_DATA; signtool writes the SPC_LINK that Microsoft's specification has in its place, others the former.
     */
    public static final Set<String> CABINET = Set.of("1.3.6.1.4.1.311.2.1.25", "1.3.6.1.4.1.311.2.1.28");
    /** Everything that a subject interface package (SIP) digests: installers, scripts, application packages. */
    private static final String SIP = "1.3.6.1.4.1.311.2.1.30";

    private static final String CONTENT_TYPE = "1.3.6.1.4.1.311.2.1.4";

    /** The same of what a subject interface package digests, which must be the one for this kind of file. */
    public static List<Violation> check(
            String contentType, byte[] content, SubjectPackage expected, Comparison comparison) throws IOException {
        return check(contentType, content, SIP, (signed, algorithm) -> {
            Optional<Violation> objection = expected.objection(signed);
            return objection.isPresent() ? List.of(objection.get()) : comparison.compare(signed, algorithm);
        });
    }

    /** The comparison of a file with the digest, given an algorithm that exists. */
    @FunctionalInterface
    public interface Comparison {
        List<Violation> compare(IndirectData signed, HashAlgorithm algorithm) throws IOException;
    }

    /** Parses the signed content, reports what is wrong with it as such, and leaves the digest to the comparison. */
    public static List<Violation> check(String contentType, byte[] content, String expectedType, Comparison comparison)
            throws IOException {
        return check(contentType, content, Set.of(expectedType), comparison);
    }

    /** The same for files that have one of several types. */
    public static List<Violation> check(
            String contentType, byte[] content, Set<String> expectedTypes, Comparison comparison) throws IOException {
        if (!contentType.equals(CONTENT_TYPE)) {
            return List.of(ContentFindings.otherSubject("its content has the type " + contentType));
        }
        IndirectData signed;
        try {
            signed = parse(content);
        } catch (MalformedFileException e) {
            return List.of(ContentFindings.damaged(String.valueOf(e.getMessage())));
        }
        if (!expectedTypes.contains(signed.type)) {
            return List.of(ContentFindings.otherSubject("its subject has the type " + signed.type));
        }
        Optional<HashAlgorithm> algorithm = HashAlgorithm.ofOid(signed.algorithm);
        if (algorithm.isEmpty()) {
            return List.of(ContentFindings.unknownDigest(signed.algorithm));
        }
        List<Violation> violations = new ArrayList<>();
        if (algorithm.get().isWeak()) {
            violations.add(ContentFindings.weak(algorithm.get()));
        }
        violations.addAll(comparison.compare(signed, algorithm.get()));
        return violations;
    }

    /** Nothing if this is the digest that was signed. */
    public List<Violation> comparedWith(byte[] computed, HashAlgorithm computedBy) {
        return MessageDigest.isEqual(digest, computed) ? List.of() : List.of(ContentFindings.changed(computedBy));
    }

    public static IndirectData parse(byte[] der) throws MalformedFileException {
        try {
            ASN1Sequence content = ASN1Sequence.getInstance(asn1(der));
            ASN1Sequence data = ASN1Sequence.getInstance(content.getObjectAt(0));
            ASN1Sequence digestInfo = ASN1Sequence.getInstance(content.getObjectAt(1));
            ASN1Sequence algorithm = ASN1Sequence.getInstance(digestInfo.getObjectAt(0));
            return new IndirectData(
                    ASN1ObjectIdentifier.getInstance(data.getObjectAt(0)).getId(),
                    data.size() > 1 ? Optional.of(data.getObjectAt(1)) : Optional.empty(),
                    ASN1ObjectIdentifier.getInstance(algorithm.getObjectAt(0)).getId(),
                    ASN1OctetString.getInstance(digestInfo.getObjectAt(1)).getOctets());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new MalformedFileException("what it signs is no indirect data content", e);
        }
    }

    /**
     * Decodes ASN.1 from a file. Bouncy Castle throws what it likes, so every way to fail becomes one.
     */
    public static ASN1Primitive asn1(byte[] der) throws MalformedFileException {
        try {
            Asn1Bounds.check(der);
            return ASN1Primitive.fromByteArray(der);
        } catch (IOException | RuntimeException e) {
            throw new MalformedFileException("it cannot be decoded as ASN.1", e);
        }
    }
}
