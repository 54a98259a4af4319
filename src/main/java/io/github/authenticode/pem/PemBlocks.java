package io.github.authenticode.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** The blocks of a PEM text, whatever stands between them: exports often carry "Bag Attributes" lines. */
public final class PemBlocks {
    private PemBlocks() {}

    public static List<Object> read(String text) throws IOException {
        List<Object> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                blocks.add(isMessage(block) ? ContentInfo.getInstance(block.getContent()) : parsed(block));
            }
        } catch (RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        return blocks;
    }

    /** Active Directory Certificate Services write a PKCS#7 chain (certnew.p7b) between the lines of a certificate. */
    private static boolean isMessage(PemObject block) {
        return block.getType().equals("CERTIFICATE")
                && ASN1Sequence.getInstance(block.getContent()).getObjectAt(0) instanceof ASN1ObjectIdentifier;
    }

    private static Object parsed(PemObject block) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        }
        try (PEMParser parser = new PEMParser(new StringReader(text.toString()))) {
            return parser.readObject();
        }
    }

    /** The certificates of a file that is no text: one or more of them, or one PKCS#7 message. */
    public static List<X509Certificate> certificates(byte[] der) throws IOException, CertificateException {
        List<Object> blocks = new ArrayList<>();
        try (ASN1InputStream in = new ASN1InputStream(der)) {
            for (Object value = in.readObject(); value != null; value = in.readObject()) {
                ASN1Sequence sequence = ASN1Sequence.getInstance(value);
                blocks.add(
                        sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier
                                ? ContentInfo.getInstance(sequence)
                                : new X509CertificateHolder(Certificate.getInstance(sequence)));
            }
        }
        return certificates(blocks);
    }

    /** The certificates among the blocks, those inside PKCS#7 blocks included. */
    public static List<X509Certificate> certificates(List<Object> blocks) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object block : blocks) {
            if (block instanceof X509CertificateHolder holder) {
                certificates.add(certificate(holder));
            } else if (block instanceof X509TrustedCertificateBlock trusted) {
                certificates.add(certificate(trusted.getCertificateHolder()));
            } else if (block instanceof ContentInfo message) {
                certificates.addAll(certificates(message));
            }
        }
        return certificates;
    }

    private static List<X509Certificate> certificates(ContentInfo message) throws IOException, CertificateException {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            Selector<X509CertificateHolder> all = null;
            for (X509CertificateHolder holder :
                    new CMSSignedData(message).getCertificates().getMatches(all)) {
                certificates.add(certificate(holder));
            }
            return certificates;
        } catch (CMSException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws IOException, CertificateException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (CertificateException e) {
            boolean elliptic = holder.getSubjectPublicKeyInfo()
                    .getAlgorithm()
                    .getAlgorithm()
                    .equals(X9ObjectIdentifiers.id_ecPublicKey);
            throw elliptic ? new UnknownCurveException(holder.getSubject().toString(), e) : e;
        }
    }
}
