package io.github.authenticode.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest that a signature or a timestamp may use. MD5 and SHA-1 have no constant here: Windows stopped trusting them
 * for code signing, so nothing in this plugin can be asked to make them.
 */
public enum DigestAlgorithm {
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1"),
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2"),
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3");

    private final String jcaName;
    private final String oid;

    DigestAlgorithm(String jcaName, String oid) {
        this.jcaName = jcaName;
        this.oid = oid;
    }

    /** The name that {@link java.security.MessageDigest} knows, and that reports show: {@code SHA-256}. */
    public String jcaName() {
        return jcaName;
    }

    /** The dotted object identifier (NIST CSOR). */
    public String oid() {
        return oid;
    }

    /** Reads {@code SHA-256}, {@code sha256} and the like; empty for anything else, MD5 and SHA-1 included. */
    public static Optional<DigestAlgorithm> parse(String text) {
        String bare = text.replace("-", "").trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(a -> a.name().equals(bare)).findFirst();
    }

    /** The algorithm with this dotted object identifier; empty for any that is not accepted. */
    public static Optional<DigestAlgorithm> ofOid(String oid) {
        return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
    }
}
