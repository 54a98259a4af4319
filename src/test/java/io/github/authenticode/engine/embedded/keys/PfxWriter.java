package io.github.authenticode.engine.embedded.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Writes PKCS#12 files as other programs do: any part encrypted in any way or not at all, with any check value or none.
 */
final class PfxWriter {
    /** How the bags are encrypted; absent for not at all. */
    private Optional<ASN1ObjectIdentifier> cipher = Optional.of(NISTObjectIdentifiers.id_aes256_CBC);

    private Mac mac = Mac.SHA256;
    private final List<PKCS12SafeBagBuilder> certificates = new ArrayList<>();
    private final List<PKCS12SafeBag> keys = new ArrayList<>();
    private final String password;

    enum Mac {
        NONE,
        SHA1,
        SHA256,
        PBMAC1
    }

    PfxWriter(String password) {
        this.password = password;
    }

    PfxWriter plain() {
        cipher = Optional.empty();
        return this;
    }

    PfxWriter cipher(ASN1ObjectIdentifier oid) {
        cipher = Optional.of(oid);
        return this;
    }

    PfxWriter mac(Mac kind) {
        mac = kind;
        return this;
    }

    PfxWriter key(Optional<String> name, PrivateKeyInfo key) throws Exception {
        PKCS12SafeBagBuilder bag =
                cipher.isPresent() ? new PKCS12SafeBagBuilder(key, encryptor()) : new PKCS12SafeBagBuilder(key);
        name.ifPresent(n -> bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(n)));
        keys.add(bag.build());
        return this;
    }

    PfxWriter key(Issued issued) throws Exception {
        return key(
                        Optional.of("release"),
                        PrivateKeyInfo.getInstance(issued.key().getEncoded()))
                .certificates(issued.chain());
    }

    PfxWriter certificates(List<X509Certificate> chain) throws Exception {
        for (X509Certificate certificate : chain) {
            certificates.add(new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(certificate)));
        }
        return this;
    }

    Path write(Path file) throws Exception {
        PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
        PKCS12SafeBag[] bags =
                certificates.stream().map(PKCS12SafeBagBuilder::build).toArray(PKCS12SafeBag[]::new);
        if (bags.length > 0 && cipher.isPresent()) {
            builder.addEncryptedData(encryptor(), bags);
        } else {
            for (PKCS12SafeBag bag : bags) {
                builder.addData(bag);
            }
        }
        for (PKCS12SafeBag key : keys) {
            builder.addData(key);
        }
        Optional<PKCS12MacCalculatorBuilder> calculator = calculator();
        PKCS12PfxPdu pfx = calculator.isPresent()
                ? builder.build(calculator.get(), password.toCharArray())
                : builder.build(null, new char[0]);
        return Files.write(file, pfx.getEncoded());
    }

    private OutputEncryptor encryptor() throws Exception {
        return new JcePKCSPBEOutputEncryptorBuilder(cipher.orElseThrow())
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray());
    }

    private Optional<PKCS12MacCalculatorBuilder> calculator() throws Exception {
        return switch (mac) {
            case NONE -> Optional.empty();
            case SHA1 -> Optional.of(new JcePKCS12MacCalculatorBuilder().setProvider(new BouncyCastleProvider()));
            case SHA256 ->
                Optional.of(new JcePKCS12MacCalculatorBuilder(NISTObjectIdentifiers.id_sha256)
                        .setProvider(new BouncyCastleProvider()));
            case PBMAC1 -> Optional.of(new BcPKCS12PBMac1CalculatorBuilder(pbmac1()));
        };
    }

    /** As OpenSSL 3.4 writes it with -pbmac1_pbkdf2. */
    private static PBMAC1Params pbmac1() {
        AlgorithmIdentifier hmac = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256);
        PBKDF2Params derivation = new PBKDF2Params(new SecureRandom().generateSeed(8), 2048, 32, hmac);
        return new PBMAC1Params(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, derivation), hmac);
    }
}
