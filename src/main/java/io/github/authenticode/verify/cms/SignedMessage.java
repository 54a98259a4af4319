package io.github.authenticode.verify.cms;

import io.github.authenticode.verify.asn1.Asn1Bounds;
import io.github.authenticode.verify.asn1.Decoding;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.certificate.CertificateBounds;
import io.github.authenticode.verify.naming.Oids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A SignedData taken apart, nothing of it judged yet: an Authenticode signature or an RFC 3161 token.
 *
 * <p>Authenticode is PKCS#7 1.5, not CMS: its content is a bare SEQUENCE where CMS has an OCTET STRING, and what is
 * hashed is that SEQUENCE without its tag and length ("Windows Authenticode Portable Executable Signature Format",
 * 2008).
 */
public final class SignedMessage {
    /** More than any real signature has; a bound on the work that a hostile one can cause. */
    private static final int MAX_CERTIFICATES = 64;

    private final SignedData data;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<SignerInfo> signers = new ArrayList<>();

    private SignedMessage(ContentInfo info) throws MalformedException {
        if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
            throw new MalformedException(
                    "it holds " + Oids.named(info.getContentType().getId()) + " instead of signed data");
        }
        data = SignedData.getInstance(info.getContent());
        requireKnownFields(info);
        data.getSignerInfos().forEach(s -> signers.add(SignerInfo.getInstance(s)));
        readCertificates(data.getCertificates());
    }

    public static SignedMessage parse(byte[] der) throws IOException {
        Asn1Bounds.checkSignature(der);
        return of(ASN1Primitive.fromByteArray(der));
    }

    public static SignedMessage of(ASN1Encodable contentInfo) throws MalformedException {
        return Decoding.guarded(() -> new SignedMessage(ContentInfo.getInstance(contentInfo)));
    }

    /** Dotted identifier of what was signed. */
    public String contentType() {
        return data.getEncapContentInfo().getContentType().getId();
    }

    /** The content: the octets of an OCTET STRING, else the whole DER of what stands there. */
    public byte[] content() throws IOException {
        ASN1Primitive content = contentObject();
        return content instanceof ASN1OctetString octets ? octets.getOctets() : content.getEncoded();
    }

    /** What the message digest is computed over: the content without tag and length. */
    public byte[] hashedContent() throws IOException {
        ASN1Primitive content = contentObject();
        return content instanceof ASN1OctetString octets ? octets.getOctets() : value(content.getEncoded());
    }

    boolean contentIsSequence() throws MalformedException {
        return contentObject() instanceof ASN1Sequence;
    }

    public SignerInfo signer() throws MalformedException {
        if (signers.size() != 1) {
            throw new MalformedException("it has " + signers.size() + " signers instead of one");
        }
        return signers.get(0);
    }

    SignedData data() {
        return data;
    }

    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** Bouncy Castle passes over fields that it does not expect; whoever put them there hides something. */
    private void requireKnownFields(ContentInfo info) throws MalformedException {
        int fields = 4 + (data.getCertificates() == null ? 0 : 1) + (data.getCRLs() == null ? 0 : 1);
        boolean known = ASN1Sequence.getInstance(info.getContent()).size() == fields;
        for (ASN1Encodable element : data.getSignerInfos()) {
            known &= hasKnownFields(element);
        }
        if (!known) {
            throw new MalformedException("it has fields that no signature has");
        }
    }

    /** Whether a SignerInfo, and what identifies its signer, has the fields of its definition and no others. */
    static boolean hasKnownFields(ASN1Encodable element) {
        SignerInfo signer = SignerInfo.getInstance(element);
        int optional = (signer.getAuthenticatedAttributes() == null ? 0 : 1)
                + (signer.getUnauthenticatedAttributes() == null ? 0 : 1);
        boolean exact = signer.getSID().isTagged()
                || ASN1Sequence.getInstance(signer.getSID().getId()).size() == 2;
        return exact && ASN1Sequence.getInstance(element.toASN1Primitive()).size() == 5 + optional;
    }

    private ASN1Primitive contentObject() throws MalformedException {
        ASN1Encodable content = data.getEncapContentInfo().getContent();
        if (content == null) {
            throw new MalformedException("the signed content is missing");
        }
        return content.toASN1Primitive();
    }

    private void readCertificates(@Nullable ASN1Set set) throws MalformedException {
        if (set == null) {
            return;
        }
        if (set.size() > MAX_CERTIFICATES) {
            throw new MalformedException("it holds " + set.size() + " certificates, more than " + MAX_CERTIFICATES);
        }
        for (ASN1Encodable element : set) {
            // The tagged choices are attribute certificates and the obsolete PKCS#6 ones (RFC 5652, 10.2.2).
            if (!(element.toASN1Primitive() instanceof ASN1TaggedObject)) {
                certificates.add(certificate(element));
            }
        }
    }

    private static X509Certificate certificate(ASN1Encodable element) throws MalformedException {
        try {
            byte[] der = element.toASN1Primitive().getEncoded();
            CertificateBounds.check(der);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (MalformedException e) {
            throw e;
        } catch (CertificateException | IOException | RuntimeException e) {
            throw new MalformedException("a certificate in it cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] value(byte[] encoded) throws MalformedException {
        int first = encoded[1] & 0xFF;
        if (first == 0x80 || (encoded[0] & 0x1F) == 0x1F) {
            throw new MalformedException("the signed content is not DER");
        }
        int header = first < 0x80 ? 2 : 2 + (first & 0x7F);
        return Arrays.copyOfRange(encoded, header, encoded.length);
    }
}
