package io.github.authenticode.verify.catalog;

import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.SignedContents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The check whether a file has the signatures of another one, each with the content and the attributes that it signs,
 * its timestamps and its certificates.
 * Who appends one has to write the first anew, since the others are among its unsigned attributes; and some are nested
 * where others lie side by side.
 */
public final class KeptSignatures {
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final int MAX_DEPTH = 8;

    private final List<String> found = new ArrayList<>();

    private KeptSignatures() {}

    /** Whether all signatures of {@code earlier} are in {@code file}, which may have more. */
    public static boolean areIn(Path file, Path earlier, FileFormat format) throws IOException {
        List<String> now = of(file, format);
        for (String signature : of(earlier, format)) {
            if (!now.remove(signature)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> of(Path file, FileFormat format) throws IOException {
        KeptSignatures all = new KeptSignatures();
        for (byte[] der : SignedContents.open(file, format).signatures()) {
            all.addIfReadable(der);
        }
        return all.found;
    }

    /** Of one that is no signature, nothing can be kept. */
    private void addIfReadable(byte[] der) throws IOException {
        try {
            Asn1Bounds.checkSignature(der);
            Decoding.guarded(() -> {
                add(ASN1Primitive.fromByteArray(der), 0);
                return der;
            });
        } catch (MalformedException | MalformedFileException broken) {
            return;
        }
    }

    private void add(ASN1Encodable message, int depth) throws IOException {
        SignedData data =
                SignedData.getInstance(ContentInfo.getInstance(message).getContent());
        for (ASN1Encodable element : data.getSignerInfos()) {
            SignerInfo signer = SignerInfo.getInstance(element);
            found.add(text(data, signer));
            ASN1Set unsigned = signer.getUnauthenticatedAttributes();
            if (unsigned != null && depth < MAX_DEPTH) {
                addUnsigned(unsigned, depth + 1);
            }
        }
        if (data.getCertificates() != null) {
            for (ASN1Encodable certificate : data.getCertificates()) {
                found.add(hex(certificate));
            }
        }
    }

    private void addUnsigned(ASN1Set unsigned, int depth) throws IOException {
        for (ASN1Encodable element : unsigned) {
            Attribute attribute = Attribute.getInstance(element);
            String type = attribute.getAttrType().getId();
            for (ASN1Encodable value : attribute.getAttrValues()) {
                if (type.equals(NESTED)) {
                    add(value, depth);
                } else {
                    found.add(type + hex(value));
                }
            }
        }
    }

    /** All that the signer signed, and his signature. */
    private static String text(SignedData data, SignerInfo signer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(data.getEncapContentInfo().getEncoded("DER"));
        ASN1Set signed = signer.getAuthenticatedAttributes();
        bytes.writeBytes(signed == null ? new byte[0] : signed.getEncoded("DER"));
        bytes.writeBytes(signer.getSID().getEncoded("DER"));
        bytes.writeBytes(signer.getEncryptedDigest().getOctets());
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String hex(ASN1Encodable value) throws IOException {
        return HexFormat.of().formatHex(value.toASN1Primitive().getEncoded("DER"));
    }
}
