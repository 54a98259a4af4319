package io.github.authenticode.verify.format.catalog;

import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.HashAlgorithm;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSequence;

/**
 * The files that a catalog lists. It is a certificate trust list. A member has its digest in an indirect data content;
 * one without has it as its name. Catalogs of drivers have members of both kinds.
 */
public final class CatalogMembers {
    private static final String INDIRECT_DATA = "1.3.6.1.4.1.311.2.1.4";
    private static final String LIST_OF_FILES = "1.3.6.1.4.1.311.12.1.1";
    private static final int SHA1_LENGTH = 20;
    private static final int SHA256_LENGTH = 32;

    /**
     * The kind of thing that a digest is of; a program must not pass for a file whose bytes it was pieced together
     * from, nor the reverse.
     */
    private enum Kind {
        IMAGE,
        FLAT,
        UNTOLD;

        boolean covers(CatalogSubject subject) {
            return this == UNTOLD || subject.isImage() == (this == IMAGE);
        }

        /** A digest that is listed as both may be of either. */
        Kind or(Kind other) {
            return this == other ? this : UNTOLD;
        }
    }

    private final Map<HashAlgorithm, Map<String, Kind>> digests = new EnumMap<>(HashAlgorithm.class);

    private CatalogMembers() {}

    /**
     * Reads the list, whether it is signed or not.
     *
     * @throws MalformedFileException if the file is no catalog or damaged; the message is for the user
     */
    public static CatalogMembers read(Path catalog) throws IOException {
        CatalogMembers members = new CatalogMembers();
        try {
            ASN1Sequence list = ASN1Sequence.getInstance(
                    IndirectData.asn1(CatalogContent.open(catalog).trustList()));
            List<ASN1Sequence> sequences = StreamSupport.stream(list.spliterator(), false)
                    .map(ASN1Encodable::toASN1Primitive)
                    .filter(ASN1Sequence.class::isInstance)
                    .map(ASN1Sequence.class::cast)
                    .toList();
            // What the list is for, the algorithm of the names, the members; the last is left out of an empty list.
            requireListOfFiles(sequences);
            for (ASN1Encodable member : sequences.size() > 2 ? sequences.get(2) : List.<ASN1Encodable>of()) {
                members.add(ASN1Sequence.getInstance(member));
            }
        } catch (MalformedFileException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new MalformedFileException("The catalog is damaged: its list of files cannot be read.", e);
        }
        return members;
    }

    /**
     * The same form is signed for lists of roots, and of certificates that are not to be trusted (wincrypt.h:
     * szOID_CATALOG_LIST).
     */
    private static void requireListOfFiles(List<ASN1Sequence> sequences) throws MalformedFileException {
        ASN1Sequence wanted = new DERSequence(new ASN1ObjectIdentifier(LIST_OF_FILES));
        if (sequences.isEmpty() || !sequences.get(0).equals(wanted)) {
            throw new MalformedFileException(
                    "The file is no catalog: its list is for another purpose than to list files.");
        }
    }

    private void add(ASN1Sequence member) throws IOException {
        Optional<byte[]> data = indirectData(member);
        if (data.isPresent()) {
            IndirectData signed = IndirectData.parse(data.get());
            Kind kind = signed.type().equals(IndirectData.PE_IMAGE) ? Kind.IMAGE : Kind.FLAT;
            HashAlgorithm.ofOid(signed.algorithm()).ifPresent(a -> put(a, signed.digest(), kind));
            return;
        }
        byte[] name = ASN1OctetString.getInstance(member.getObjectAt(0)).getOctets();
        if (name.length == SHA256_LENGTH) {
            put(HashAlgorithm.SHA256, name, Kind.UNTOLD);
        } else if (name.length == SHA1_LENGTH) {
            put(HashAlgorithm.SHA1, name, Kind.UNTOLD);
        }
    }

    private void put(HashAlgorithm algorithm, byte[] digest, Kind kind) {
        digests.computeIfAbsent(algorithm, a -> new HashMap<>())
                .merge(HexFormat.of().formatHex(digest), kind, Kind::or);
    }

    private static Optional<byte[]> indirectData(ASN1Sequence member) throws IOException {
        if (member.size() < 2) {
            return Optional.empty();
        }
        for (ASN1Encodable element : ASN1Set.getInstance(member.getObjectAt(1))) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(element);
            String type =
                    ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0)).getId();
            if (type.equals(INDIRECT_DATA)) {
                ASN1Encodable value =
                        ASN1Set.getInstance(attribute.getObjectAt(1)).getObjectAt(0);
                return Optional.of(value.toASN1Primitive().getEncoded());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the file is listed.
     *
     * @return absent if it is not; else what is wrong with the way it is
     */
    public Optional<List<Violation>> listing(CatalogSubject subject) throws IOException {
        Optional<HashAlgorithm> weak = Optional.empty();
        for (Map.Entry<HashAlgorithm, Map<String, Kind>> listed : digests.entrySet()) {
            Kind kind = listed.getValue().get(subject.digest(listed.getKey()));
            if (kind != null && kind.covers(subject)) {
                if (!listed.getKey().isWeak()) {
                    return Optional.of(List.of());
                }
                weak = Optional.of(listed.getKey());
            }
        }
        return weak.map(algorithm -> List.of(new Violation(
                ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                "The catalog lists the file with a weak digest, " + algorithm.label()
                        + ". Make the catalog again with SHA-256.")));
    }
}
