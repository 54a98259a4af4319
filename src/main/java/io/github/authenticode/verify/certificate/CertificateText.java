package io.github.authenticode.verify.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates of a PEM file (RFC 7468), one by one: CertificateFactory.generateCertificates gives up a whole
 * bundle for one bad entry, and trips over text between the blocks.
 *
 * @param unreadable how many blocks could not be read
 * @param lastError why the last of these could not be read, else empty
 */
public record CertificateText(List<X509Certificate> certificates, int unreadable, String lastError) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    public static CertificateText read(byte[] content) {
        List<X509Certificate> certificates = new ArrayList<>();
        int unreadable = 0;
        String lastError = "";
        // Any single-byte charset will do: what is matched is ASCII.
        Matcher block = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            try {
                certificates.add(certificate(Base64.getMimeDecoder().decode(block.group(2))));
            } catch (CertificateException | IllegalArgumentException e) {
                unreadable++;
                lastError = String.valueOf(e.getMessage());
            }
        }
        return new CertificateText(certificates, unreadable, lastError);
    }

    public static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
