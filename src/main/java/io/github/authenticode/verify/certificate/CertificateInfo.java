package io.github.authenticode.verify.certificate;

import io.github.authenticode.verify.naming.Names;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate as reports show it.
 *
 * @param subject distinguished name, RFC 4514
 * @param issuer distinguished name, RFC 4514
 * @param serialNumber hexadecimal, lower case, no leading zeros
 * @param sha1 thumbprint as Windows shows it: 40 hexadecimal digits, upper case
 * @param sha256 thumbprint, 64 hexadecimal digits, upper case
 * @param extendedKeyUsage dotted object identifiers; empty if the certificate names none
 */
public record CertificateInfo(
        String subject,
        String issuer,
        String serialNumber,
        String sha1,
        String sha256,
        Instant notBefore,
        Instant notAfter,
        List<String> extendedKeyUsage) {
    public CertificateInfo {
        extendedKeyUsage = List.copyOf(extendedKeyUsage);
    }

    public static CertificateInfo of(X509Certificate certificate) {
        return new CertificateInfo(
                Names.distinguished(certificate.getSubjectX500Principal()),
                Names.distinguished(certificate.getIssuerX500Principal()),
                certificate.getSerialNumber().toString(16),
                thumbprint("SHA-1", certificate),
                sha256(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                SignerRules.extendedKeyUsage(certificate));
    }

    public static String sha256(X509Certificate certificate) {
        return thumbprint("SHA-256", certificate);
    }

    private static String thumbprint(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            // Every JVM has both digests, and a certificate that was parsed keeps its encoding.
            throw new IllegalStateException(e);
        }
    }
}
