package io.github.authenticode.testing.sample;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** A catalog as makecat leaves it: a PKCS#7 SignedData without signers around a certificate trust list. */
final class SampleCatalog {
    private static final String MICROSOFT = "1.3.6.1.4.1.311.";

    private SampleCatalog() {}

    static byte[] bytes() throws IOException {
        byte[] digest = new byte[32];
        digest[0] = 0x5A;
        return bytes(member(digest, "2.1.15"));
    }

    /** Lists programs by the digests that their signatures would hold, SHA-1 or SHA-256 by the length. */
    static byte[] ofImages(byte[]... digests) throws IOException {
        return bytes(Arrays.stream(digests).map(d -> member(d, "2.1.15")).toArray(DERSequence[]::new));
    }

    /** Lists other files by the digests of all their bytes. */
    static byte[] ofFiles(byte[]... digests) throws IOException {
        return bytes(Arrays.stream(digests).map(d -> member(d, "2.1.25")).toArray(DERSequence[]::new));
    }

    /** Lists files by their names alone, as Windows' own catalogs do. */
    static byte[] ofNames(byte[]... digests) throws IOException {
        return bytes(Arrays.stream(digests)
                .map(d -> sequence(new DEROctetString(d), new DERSet()))
                .toArray(DERSequence[]::new));
    }

    private static byte[] bytes(DERSequence... members) throws IOException {
        DERSequence trustList = sequence(
                sequence(oid("12.1.1")), // catalog list
                new DEROctetString(new byte[16]), // list identifier
                new DERUTCTime(Date.from(Instant.parse("2026-01-01T00:00:00Z"))),
                sequence(oid("12.1.3"), DERNull.INSTANCE), // members named by a SHA-256
                sequence(members));
        DERSequence content = sequence(oid("10.1"), new DERTaggedObject(true, 0, trustList));
        DERSequence signedData = sequence(new ASN1Integer(1), new DERSet(), content, new DERSet());
        return sequence(PKCSObjectIdentifiers.signedData, new DERTaggedObject(true, 0, signedData))
                .getEncoded("DER");
    }

    private static DERSequence member(byte[] digest, String type) {
        ASN1ObjectIdentifier algorithm =
                digest.length == 20 ? OIWObjectIdentifiers.idSHA1 : NISTObjectIdentifiers.id_sha256;
        DERSequence memberInfo = sequence(oid("12.2.3"), new DERSet(emptyTag(0)));
        DERSequence image = sequence(
                new DERBitString(new byte[] {(byte) 0xA0}, 5),
                new DERTaggedObject(true, 0, new DERTaggedObject(true, 2, emptyTag(0))));
        DERSequence indirectData = sequence(
                sequence(oid(type), image),
                new DigestInfo(new AlgorithmIdentifier(algorithm, DERNull.INSTANCE), digest));
        DERSet attributes =
                new DERSet(new ASN1Encodable[] {memberInfo, sequence(oid("2.1.4"), new DERSet(indirectData))});
        return sequence(new DEROctetString(digest), attributes);
    }

    private static DERTaggedObject emptyTag(int number) {
        return new DERTaggedObject(false, number, new DEROctetString(new byte[0]));
    }

    private static ASN1ObjectIdentifier oid(String suffix) {
        return new ASN1ObjectIdentifier(MICROSOFT + suffix);
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
