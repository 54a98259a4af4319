package io.github.authenticode.testing.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Makes SignedData piece by piece, so that each piece can be wrong; Bouncy Castle's own generator makes only right
 * ones. Right unless told otherwise: SHA-256, contentType and messageDigest as signed attributes, the signer's chain
 * without root.
 */
public final class TestCms {
    private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";

    private final ASN1ObjectIdentifier contentType;
    private final ASN1Encodable content;
    private final TestEntity signer;
    private String digest = "SHA-256";
    private ASN1ObjectIdentifier digestOid = NISTObjectIdentifiers.id_sha256;
    private Optional<AlgorithmIdentifier> signatureAlgorithm = Optional.empty();
    private Optional<ASN1Encodable> storedContent = Optional.empty();
    private Optional<List<X509Certificate>> certificates = Optional.empty();
    private final Map<ASN1ObjectIdentifier, ASN1Set> signed = new LinkedHashMap<>();
    private final Map<ASN1ObjectIdentifier, UnsignedValue> unsigned = new LinkedHashMap<>();
    private Optional<Integer> dataVersion = Optional.empty();
    private Optional<ASN1Encodable> foreign = Optional.empty();
    private int signers = 1;
    private boolean unsorted;

    private TestCms(String contentType, ASN1Encodable content, TestEntity signer) {
        this.contentType = new ASN1ObjectIdentifier(contentType);
        this.content = content;
        this.signer = signer;
    }

    public static TestCms of(String contentType, ASN1Encodable content, TestEntity signer) {
        return new TestCms(contentType, content, signer);
    }

    public TestCms digest(String jcaName, ASN1ObjectIdentifier oid) {
        digest = jcaName;
        digestOid = oid;
        return this;
    }

    public TestCms signatureAlgorithm(AlgorithmIdentifier algorithm) {
        signatureAlgorithm = Optional.of(algorithm);
        return this;
    }

    /** What the message holds in place of what was signed. */
    public TestCms storing(ASN1Encodable other) {
        storedContent = Optional.of(other);
        return this;
    }

    public TestCms certificates(List<X509Certificate> stored) {
        certificates = Optional.of(stored);
        return this;
    }

    /** Adds or replaces a signed attribute; without a value it is left out. */
    public TestCms signed(ASN1ObjectIdentifier oid, ASN1Encodable... values) {
        signed.put(oid, new DERSet(values));
        return this;
    }

    /** The value of an unsigned attribute; computed from the signature value. */
    @FunctionalInterface
    public interface UnsignedValue {
        ASN1Encodable of(byte[] signatureValue) throws Exception;
    }

    public TestCms unsigned(String oid, UnsignedValue value) {
        unsigned.put(new ASN1ObjectIdentifier(oid), value);
        return this;
    }

    /** The version number of the SignedData. */
    public TestCms version(int number) {
        dataVersion = Optional.of(number);
        return this;
    }

    public TestCms signers(int number) {
        signers = number;
        return this;
    }

    /** Stores and signs the attributes in another order than that of DER, as some signers do. */
    public TestCms unsorted() {
        unsorted = true;
        return this;
    }

    public byte[] encoded() throws GeneralSecurityException {
        try {
            byte[] der = build().getEncoded(ASN1Encoding.DER);
            return unsorted ? withAttributesAsSigned(der) : der;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encoded, with an entry among the certificates that Java makes no certificate of. */
    public byte[] withCertificate(ASN1Encodable entry) throws GeneralSecurityException {
        foreign = Optional.of(entry);
        return encoded();
    }

    public ContentInfo build() throws GeneralSecurityException {
        try {
            ASN1Encodable[] infos = new ASN1Encodable[signers];
            Arrays.fill(infos, signerInfo());
            ASN1EncodableVector stored = new ASN1EncodableVector();
            for (X509Certificate certificate : certificates.orElseGet(this::chainWithoutRoot)) {
                stored.add(Certificate.getInstance(certificate.getEncoded()));
            }
            foreign.ifPresent(stored::add);
            SignedData data = new SignedData(
                    new DERSet(new AlgorithmIdentifier(digestOid)),
                    new ContentInfo(contentType, storedContent.orElse(content)),
                    new DERSet(stored),
                    null,
                    new DERSet(infos));
            return new ContentInfo(PKCSObjectIdentifiers.signedData, withVersion(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bouncy Castle computes 3 by RFC 5652, 5.1 where Authenticode has 1; of a timestamp token 3 is right. */
    private SignedData withVersion(SignedData data) {
        int version = dataVersion.orElse(contentType.getId().equals(TST_INFO) ? 3 : 1);
        ASN1EncodableVector fields = new ASN1EncodableVector();
        ASN1Sequence.getInstance(data.toASN1Primitive()).forEach(fields::add);
        ASN1EncodableVector changed = new ASN1EncodableVector();
        changed.add(new ASN1Integer(version));
        for (int i = 1; i < fields.size(); i++) {
            changed.add(fields.get(i));
        }
        return SignedData.getInstance(new DERSequence(changed));
    }

    /** A bare SignerInfo, as a countersignature is. */
    public SignerInfo signerInfo() throws GeneralSecurityException, IOException {
        ASN1Set attributes = unsorted ? reversed(signedAttributes()) : signedAttributes();
        AlgorithmIdentifier algorithm = signatureAlgorithm.orElseGet(this::bareKeyAlgorithm);
        Signature signature = jca(algorithm);
        signature.initSign(signer.key());
        signature.update(attributes.getEncoded(encoding()));
        byte[] value = signature.sign();
        return new SignerInfo(
                new SignerIdentifier(identifier()),
                new AlgorithmIdentifier(digestOid),
                attributes.size() == 0 ? null : attributes,
                algorithm,
                new DEROctetString(value),
                unsignedAttributes(value));
    }

    private String encoding() {
        return unsorted ? ASN1Encoding.DL : ASN1Encoding.DER;
    }

    /** Bouncy Castle sorts whatever it writes. */
    private byte[] withAttributesAsSigned(byte[] der) throws GeneralSecurityException, IOException {
        String sorted =
                HexFormat.of().formatHex(withoutHeader(signedAttributes().getEncoded(ASN1Encoding.DER)));
        String asSigned = HexFormat.of()
                .formatHex(withoutHeader(reversed(signedAttributes()).getEncoded(ASN1Encoding.DL)));
        return HexFormat.of().parseHex(HexFormat.of().formatHex(der).replace(sorted, asSigned));
    }

    private static byte[] withoutHeader(byte[] set) {
        return Arrays.copyOfRange(set, 2, set.length);
    }

    private static DLSet reversed(ASN1Set set) {
        ASN1EncodableVector elements = new ASN1EncodableVector();
        for (int i = set.size() - 1; i >= 0; i--) {
            elements.add(set.getObjectAt(i));
        }
        return new DLSet(elements);
    }

    private DERSet signedAttributes() throws GeneralSecurityException, IOException {
        Map<ASN1ObjectIdentifier, ASN1Set> all = new LinkedHashMap<>();
        all.put(PKCSObjectIdentifiers.pkcs_9_at_contentType, new DERSet(contentType));
        byte[] hash = MessageDigest.getInstance(digest).digest(hashedContent());
        all.put(PKCSObjectIdentifiers.pkcs_9_at_messageDigest, new DERSet(new DEROctetString(hash)));
        all.putAll(signed);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        all.forEach((oid, values) -> {
            if (values.size() > 0) {
                attributes.add(new Attribute(oid, values));
            }
        });
        return new DERSet(attributes);
    }

    private byte[] hashedContent() throws IOException {
        if (content instanceof ASN1OctetString octets) {
            return octets.getOctets();
        }
        byte[] der = content.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        int header = (der[1] & 0xFF) < 0x80 ? 2 : 2 + (der[1] & 0x7F);
        return Arrays.copyOfRange(der, header, der.length);
    }

    private @Nullable DERSet unsignedAttributes(byte[] signatureValue) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        for (Map.Entry<ASN1ObjectIdentifier, UnsignedValue> entry : unsigned.entrySet()) {
            attributes.add(new Attribute(entry.getKey(), new DERSet(value(entry.getValue(), signatureValue))));
        }
        return attributes.size() == 0 ? null : new DERSet(attributes);
    }

    private static ASN1Encodable value(UnsignedValue value, byte[] signatureValue) {
        try {
            return value.of(signatureValue);
        } catch (Exception e) {
            throw new IllegalStateException("the test's own attribute failed", e);
        }
    }

    private AlgorithmIdentifier bareKeyAlgorithm() {
        return new AlgorithmIdentifier(
                signer.key().getAlgorithm().equals("RSA")
                        ? PKCSObjectIdentifiers.rsaEncryption
                        : X9ObjectIdentifiers.id_ecPublicKey);
    }

    private Signature jca(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
        if (PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm())) {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return pss;
        }
        String family = signer.key().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA";
        return Signature.getInstance(digest.replace("-", "") + family);
    }

    private IssuerAndSerialNumber identifier() throws CertificateEncodingException {
        return new IssuerAndSerialNumber(
                Certificate.getInstance(signer.certificate().getEncoded()));
    }

    private List<X509Certificate> chainWithoutRoot() {
        List<X509Certificate> chain = signer.chain();
        return chain.size() == 1 ? chain : chain.subList(0, chain.size() - 1);
    }
}
