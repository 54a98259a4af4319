package io.github.authenticode.verify.online.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;

/**
 * The question after one certificate, in the lightweight profile that authorities answer from stock (RFC 5019): SHA-1
 * names the issuer, which no security rests on, and there is no nonce. That an answer is new is told by its dates.
 */
public record OcspQuestion(BigInteger serialNumber, Issuer issuer) {
    private static final String SHA1 = "1.3.14.3.2.26";

    /** Responders may name the issuer by another digest than the question did. */
    private static final Map<String, String> DIGESTS = Map.of(SHA1, "SHA-1", "2.16.840.1.101.3.4.2.1", "SHA-256");

    /** Of a GET (RFC 5019, 5). */
    private static final int MAX_URL = 255;

    public static OcspQuestion of(X509Certificate certificate, Issuer issuer) {
        return new OcspQuestion(certificate.getSerialNumber(), issuer);
    }

    public byte[] encoded() throws IOException {
        try {
            return new OCSPReqBuilder()
                    .addRequest(new CertificateID(id(SHA1).orElseThrow()))
                    .build()
                    .getEncoded();
        } catch (OCSPException e) {
            throw new IOException(e);
        }
    }

    /** Where a GET would ask; empty where the question is too long for one. */
    public Optional<URI> inUrl(URI responder) throws IOException {
        String question = URLEncoder.encode(Base64.getEncoder().encodeToString(encoded()), StandardCharsets.US_ASCII);
        String base = responder.toString();
        String url = base + (base.endsWith("/") ? "" : "/") + question;
        return url.length() <= MAX_URL && responder.getRawQuery() == null
                ? Optional.of(URI.create(url))
                : Optional.empty();
    }

    /** Whether an answer is about this certificate. */
    boolean isAbout(CertificateID id) {
        return id(id.getHashAlgOID().getId())
                .filter(own -> id.getSerialNumber().equals(serialNumber)
                        && MessageDigest.isEqual(
                                id.getIssuerNameHash(), own.getIssuerNameHash().getOctets())
                        && MessageDigest.isEqual(
                                id.getIssuerKeyHash(), own.getIssuerKeyHash().getOctets()))
                .isPresent();
    }

    private Optional<CertID> id(String digest) {
        return Optional.ofNullable(DIGESTS.get(digest))
                .map(name -> new CertID(
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest), DERNull.INSTANCE),
                        new DEROctetString(hash(name, issuer.name().getEncoded())),
                        new DEROctetString(hash(name, keyBits())),
                        new ASN1Integer(serialNumber)));
    }

    private byte[] keyBits() {
        return SubjectPublicKeyInfo.getInstance(issuer.key().getEncoded())
                .getPublicKeyData()
                .getBytes();
    }

    /** For a memory: what the answer depends on. */
    public String key(URI responder) {
        return serialNumber.toString(16) + " " + keyOf(issuer) + " " + responder;
    }

    /**
     * Likewise: two authorities may share a name, and one key may have two names, or not be allowed to sign lists under
     * one of them.
     */
    public static String keyOf(Issuer issuer) {
        return HexFormat.of().formatHex(hash("SHA-256", issuer.key().getEncoded()))
                + HexFormat.of().formatHex(hash("SHA-256", issuer.name().getEncoded()))
                + (issuer.maySignLists() ? "" : " no lists");
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            // Every JVM has both.
            throw new IllegalStateException(e);
        }
    }
}
