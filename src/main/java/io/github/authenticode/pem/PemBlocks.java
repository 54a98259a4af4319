package io.github.authenticode.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.util.Selector;

/** The blocks of a PEM text, whatever stands between them: exports often carry "Bag Attributes" lines. */
public final class PemBlocks {
    private PemBlocks() {}

    public static List<Object> read(String text) throws IOException {
        List<Object> blocks = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        }
        return blocks;
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
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }
}
