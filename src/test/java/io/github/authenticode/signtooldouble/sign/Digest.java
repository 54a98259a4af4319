package io.github.authenticode.signtooldouble.sign;

import java.security.cert.X509Certificate;
import java.util.Locale;
import net.jsign.DigestAlgorithm;

/**
 * A digest as /fd and /td name it, with its number in Windows' ALG_ID numbering (wincrypt.h), which a dlib is given.
 */
public enum Digest {
    SHA1(0x8004, 20, DigestAlgorithm.SHA1),
    SHA256(0x800c, 32, DigestAlgorithm.SHA256),
    SHA384(0x800d, 48, DigestAlgorithm.SHA384),
    SHA512(0x800e, 64, DigestAlgorithm.SHA512);

    private final int number;
    private final int length;
    private final DigestAlgorithm algorithm;

    Digest(int number, int length, DigestAlgorithm algorithm) {
        this.number = number;
        this.length = length;
        this.algorithm = algorithm;
    }

    /** {@code certHash} is the digest with which the certificate itself was signed. */
    static Digest named(String option, X509Certificate certificate) {
        String name = option.toUpperCase(Locale.ROOT);
        if (name.equals("CERTHASH")) {
            String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            name = signature.substring(0, signature.indexOf("WITH"));
        }
        return valueOf(name);
    }

    DigestAlgorithm algorithm() {
        return algorithm;
    }

    String forDlib() {
        return "digestAlgId=0x" + Integer.toHexString(number) + " cbDigest=" + length;
    }
}
