package io.github.authenticode.verify.format.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The digests of the JDK by the object identifiers that signatures name them with (RFC 3279, RFC 5754, NIST CSOR). Weak
 * ones are recomputed too: only then can it be said whether the file was changed besides.
 */
public enum HashAlgorithm {
    MD2("1.2.840.113549.2.2", "MD2"),
    MD5("1.2.840.113549.2.5", "MD5"),
    SHA1("1.3.14.3.2.26", "SHA-1"),
    SHA224("2.16.840.1.101.3.4.2.4", "SHA-224"),
    SHA256("2.16.840.1.101.3.4.2.1", "SHA-256"),
    SHA384("2.16.840.1.101.3.4.2.2", "SHA-384"),
    SHA512("2.16.840.1.101.3.4.2.3", "SHA-512"),
    SHA512_224("2.16.840.1.101.3.4.2.5", "SHA-512/224"),
    SHA512_256("2.16.840.1.101.3.4.2.6", "SHA-512/256"),
    SHA3_224("2.16.840.1.101.3.4.2.7", "SHA3-224"),
    SHA3_256("2.16.840.1.101.3.4.2.8", "SHA3-256"),
    SHA3_384("2.16.840.1.101.3.4.2.9", "SHA3-384"),
    SHA3_512("2.16.840.1.101.3.4.2.10", "SHA3-512");

    private final String oid;
    private final String jdkName;

    HashAlgorithm(String oid, String jdkName) {
        this.oid = oid;
        this.jdkName = jdkName;
    }

    public static Optional<HashAlgorithm> ofOid(String oid) {
        return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
    }

    /** The usual spelling: {@code SHA-256}. */
    public String label() {
        return jdkName;
    }

    public boolean isWeak() {
        return this == MD2 || this == MD5 || this == SHA1;
    }

    /** A fresh digest. */
    public MessageDigest start() {
        try {
            return MessageDigest.getInstance(jdkName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks " + jdkName, e);
        }
    }
}
