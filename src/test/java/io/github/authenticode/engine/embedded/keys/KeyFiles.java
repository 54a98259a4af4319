package io.github.authenticode.engine.embedded.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveGenParameterSpec;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Writes keystores, keys and certificates in every form that users bring. */
public final class KeyFiles {
    private KeyFiles() {}

    /** One entry of a keystore; without a key it is a trusted certificate. */
    record Entry(String alias, Issued issued, String keyPassword) {}

    static Path keystore(Path file, String type, String password, Entry... entries) throws Exception {
        return keystore(KeyStore.getInstance(type), file, password, entries);
    }

    /** The JDK cannot write one whose password is not ASCII. */
    static Path bouncyCastlePkcs12(Path file, String password, Entry... entries) throws Exception {
        return keystore(KeyStore.getInstance("PKCS12", new BouncyCastleProvider()), file, password, entries);
    }

    private static Path keystore(KeyStore store, Path file, String password, Entry... entries) throws Exception {
        store.load(null, null);
        for (Entry entry : entries) {
            store.setKeyEntry(
                    entry.alias(),
                    entry.issued().key(),
                    entry.keyPassword().toCharArray(),
                    entry.issued().chain().toArray(new Certificate[0]));
        }
        return save(store, file, password);
    }

    static Path trustStore(Path file, String type, String password, String alias, X509Certificate certificate)
            throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry(alias, certificate);
        return save(store, file, password);
    }

    private static Path save(KeyStore store, Path file, String password) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    public static Path pem(Path file, Object... objects) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        }
        return Files.write(file, text.toString().getBytes(US_ASCII));
    }

    public static Object pkcs8(PrivateKey key) throws Exception {
        return new JcaPKCS8Generator(key, null);
    }

    static Object encryptedPkcs8(PrivateKey key, String password) throws Exception {
        return new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword(password.toCharArray())
                        .build());
    }

    /** As {@code openssl pkcs8 -topk8 -scrypt} writes it. */
    static Object scryptPkcs8(PrivateKey key, String password) throws Exception {
        return new JcaPKCS8Generator(
                key,
                new JcePKCSPBEOutputEncryptorBuilder(
                                new ScryptConfig.Builder(1024, 8, 1)
                                        .withSaltLength(16)
                                        .build(),
                                NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .build(password.toCharArray()));
    }

    static PrivateKey privateKeyOnCurve(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECNamedCurveGenParameterSpec(curve));
        return generator.generateKeyPair().getPrivate();
    }

    /** Both with the numbers of their curve instead of the name. */
    static KeyPair explicitKeys(String curve) throws Exception {
        X9ECParameters numbers = ECNamedCurveTable.getByName(curve);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECParameterSpec(numbers.getCurve(), numbers.getG(), numbers.getN(), numbers.getH()));
        return generator.generateKeyPair();
    }

    static Object onCurve(String curve) throws Exception {
        return pkcs8(privateKeyOnCurve(curve));
    }

    /** With the numbers of its curve instead of the name. */
    static Object explicit(PrivateKey key) throws Exception {
        PrivateKeyInfo named = PrivateKeyInfo.getInstance(key.getEncoded());
        ASN1ObjectIdentifier curve =
                ASN1ObjectIdentifier.getInstance(named.getPrivateKeyAlgorithm().getParameters());
        return new PemObject(
                "PRIVATE KEY",
                new PrivateKeyInfo(
                                new AlgorithmIdentifier(
                                        X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getByOID(curve)),
                                named.parsePrivateKey())
                        .getEncoded());
    }

    /** As OpenSSL writes it, with the curve inside an EC key. */
    static Object traditional(PrivateKey key) throws Exception {
        return new JcaMiscPEMGenerator(bouncyCastle(key));
    }

    private static Key bouncyCastle(PrivateKey key) throws Exception {
        return KeyFactory.getInstance(key.getAlgorithm(), new BouncyCastleProvider())
                .translateKey(key);
    }

    static Object encryptedTraditional(PrivateKey key, String password) throws Exception {
        return new JcaMiscPEMGenerator(
                bouncyCastle(key),
                new JcePEMEncryptorBuilder("AES-256-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build(password.toCharArray()));
    }

    /** A certificates-only PKCS#7 message, as in a .p7b file. */
    static byte[] pkcs7(List<X509Certificate> certificates) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(certificates));
        return generator.generate(new CMSAbsentContent()).getEncoded();
    }
}
