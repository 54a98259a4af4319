package io.github.authenticode.testing.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Makes timestamps of both kinds, also ones that no honest authority would issue.
 *
 * @param authority who signs
 * @param time the time that the timestamp states
 */
public record TestTimestamps(TestEntity authority, Instant time) {
    private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";

    /** A token as {@link TestCms}, so that it can still be spoilt. */
    public TestCms token(byte[] signatureValue) throws GeneralSecurityException {
        return token(signatureValue, "SHA-256", NISTObjectIdentifiers.id_sha256);
    }

    public TestCms token(byte[] signatureValue, String digest, ASN1ObjectIdentifier digestOid)
            throws GeneralSecurityException {
        TSTInfo info = new TSTInfo(
                new ASN1ObjectIdentifier("1.2.3.4"),
                new MessageImprint(
                        new AlgorithmIdentifier(digestOid),
                        MessageDigest.getInstance(digest).digest(signatureValue)),
                new ASN1Integer(BigInteger.ONE),
                new ASN1GeneralizedTime(Date.from(time)),
                null,
                null,
                null,
                null,
                null);
        return TestCms.of(TST_INFO, octets(info), authority)
                .signed(PKCSObjectIdentifiers.id_aa_signingCertificateV2, signingCertificate(authority));
    }

    /** The signed attribute that says which certificate signed. */
    public static SigningCertificateV2 signingCertificate(TestEntity entity) throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(entity.certificate().getEncoded());
        return new SigningCertificateV2(new ESSCertIDv2(hash));
    }

    /** A countersignature of the legacy kind; its certificates have to be stored with the file's. */
    public TestCms countersignature(byte[] signatureValue) {
        return TestCms.of(PKCSObjectIdentifiers.data.getId(), new DEROctetString(signatureValue), authority)
                .signed(PKCSObjectIdentifiers.pkcs_9_at_signingTime, new Time(Date.from(time)).toASN1Primitive());
    }

    private static DEROctetString octets(ASN1Encodable value) {
        try {
            return new DEROctetString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
