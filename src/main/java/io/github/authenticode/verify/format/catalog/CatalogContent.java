package io.github.authenticode.verify.format.catalog;

import io.github.authenticode.verify.asn1.DerElement;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.base.FileBytes;
import io.github.authenticode.verify.format.content.ContentFindings;
import io.github.authenticode.verify.format.content.IndirectData;
import io.github.authenticode.verify.format.content.Remainder;
import io.github.authenticode.verify.format.content.SignatureBlob;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.format.content.StoredSignatures;
import io.github.authenticode.verify.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A catalog: the file is the SignedData itself, around a certificate trust list that names the digests of other files.
 * The CMS signature covers all of the list, so there is nothing to recompute; a nested signature must still be over
 * this list.
 */
public final class CatalogContent implements SignedContent {
    private static final String TRUST_LIST = "1.3.6.1.4.1.311.10.1";
    private static final int MAX_LENGTH = 32 * 1024 * 1024;

    private final byte[] trustList;
    private final StoredSignatures stored;
    private final Optional<Remainder> remainder;

    private CatalogContent(byte[] trustList, StoredSignatures stored, Optional<Remainder> remainder) {
        this.trustList = trustList;
        this.stored = stored;
        this.remainder = remainder;
    }

    public static CatalogContent open(Path path) throws IOException {
        byte[] bytes;
        try (FileBytes file = FileBytes.open(path)) {
            if (file.size() > MAX_LENGTH) {
                throw new MalformedFileException("The file is far too large for a catalog: " + file.size() + " bytes.");
            }
            bytes = file.read(0, (int) file.size());
        }
        try {
            return parse(bytes);
        } catch (MalformedFileException e) {
            throw new MalformedFileException("The file is no catalog: " + e.getMessage() + ".", e);
        }
    }

    private static CatalogContent parse(byte[] file) throws IOException {
        DerElement contentInfo = DerElement.at(file, 0, file.length, DerElement.SEQUENCE);
        DerElement oid = DerElement.at(file, contentInfo.contentStart(), contentInfo.end());
        DerElement explicit = DerElement.at(file, oid.end(), contentInfo.end(), DerElement.EXPLICIT_0);
        DerElement signedData = DerElement.at(file, explicit.contentStart(), explicit.end(), DerElement.SEQUENCE);
        if (explicit.end() != contentInfo.end() || signedData.end() != explicit.end()) {
            throw new MalformedFileException("it holds more than the signed data");
        }
        DerElement version = DerElement.at(file, signedData.contentStart(), signedData.end());
        DerElement digests = DerElement.at(file, version.end(), signedData.end(), DerElement.SET);
        DerElement content = DerElement.at(file, digests.end(), signedData.end(), DerElement.SEQUENCE);
        byte[] trustList = trustList(file, content);
        boolean signed = hasSigners(file, content.end(), signedData.end());
        List<byte[]> signatures = signed ? List.of(Arrays.copyOf(file, contentInfo.end())) : List.of();
        int extra = file.length - contentInfo.end();
        return extra == 0
                ? new CatalogContent(trustList, new StoredSignatures(signatures, List.of()), Optional.empty())
                : new CatalogContent(
                        trustList,
                        new StoredSignatures(signatures, List.of(SignatureBlob.trailing(extra))),
                        Optional.of(new Remainder(contentInfo.end(), extra)));
    }

    private static byte[] trustList(byte[] file, DerElement content) throws IOException {
        DerElement type = DerElement.at(file, content.contentStart(), content.end(), DerElement.OBJECT_IDENTIFIER);
        byte[] expected = new ASN1ObjectIdentifier(TRUST_LIST).getEncoded();
        if (!Arrays.equals(file, content.contentStart(), type.end(), expected, 0, expected.length)) {
            throw new MalformedFileException("it holds no certificate trust list");
        }
        DerElement explicit = DerElement.at(file, type.end(), content.end(), DerElement.EXPLICIT_0);
        DerElement list = DerElement.at(file, explicit.contentStart(), explicit.end(), DerElement.SEQUENCE);
        if (explicit.end() != content.end() || list.end() != explicit.end()) {
            throw new MalformedFileException("it holds more than a certificate trust list");
        }
        return Arrays.copyOfRange(file, explicit.contentStart(), explicit.end());
    }

    /** The signers are the last element of the SignedData, after optional certificates and revocation lists. */
    private static boolean hasSigners(byte[] file, int start, int end) throws MalformedFileException {
        DerElement element = DerElement.at(file, start, end);
        while (element.end() < end) {
            element = DerElement.at(file, element.end(), end);
        }
        return element.tag() == DerElement.SET && element.end() > element.contentStart();
    }

    /** The DER of the list, whether or not it is signed. */
    byte[] trustList() {
        return trustList;
    }

    @Override
    public StoredSignatures stored() {
        return stored;
    }

    @Override
    public Optional<Remainder> remainder() {
        return remainder;
    }

    @Override
    public List<Violation> compare(String contentType, byte[] content) {
        if (!contentType.equals(TRUST_LIST)) {
            return List.of(ContentFindings.otherSubject("its content has the type " + contentType));
        }
        if (Arrays.equals(content, trustList) || sameAsn1(content)) {
            return List.of();
        }
        return List.of(ContentFindings.changed("the signature is over another list of files"));
    }

    /** A caller that encoded the content anew may have put sets into another order. */
    private boolean sameAsn1(byte[] content) {
        try {
            return content.length == trustList.length
                    && IndirectData.asn1(content).equals(IndirectData.asn1(trustList));
        } catch (MalformedFileException e) {
            return false; // what cannot be decoded is the same only byte by byte
        }
    }
}
