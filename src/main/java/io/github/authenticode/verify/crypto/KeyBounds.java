package io.github.authenticode.verify.crypto;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * Keys whose arithmetic is bearable. The JDK takes RSA keys of 16,384 bits, exponents as long as the modulus up to
 * 3,072 bits, and DSA keys of any size: one check can cost a tenth of a second to minutes. Curves need no bound, since
 * the JDK knows named ones only.
 */
public final class KeyBounds {
    /** Twice the longest key of any authority on Microsoft's list. */
    private static final int MAX_MODULUS = 8192;
    /** Authorities use 65537 or 3. */
    private static final int MAX_EXPONENT = 64;

    private static final int MAX_DSA_ORDER = 256;

    private KeyBounds() {}

    /** @throws InvalidKeyException with a fragment for the user */
    public static void check(PublicKey key) throws InvalidKeyException {
        if (key instanceof RSAPublicKey rsa) {
            within("RSA modulus", rsa.getModulus().bitLength(), MAX_MODULUS);
            within("RSA exponent", rsa.getPublicExponent().bitLength(), MAX_EXPONENT);
        } else if (key instanceof DSAPublicKey dsa) {
            if (dsa.getParams() == null) {
                throw new InvalidKeyException("its DSA parameters are missing");
            }
            within("DSA modulus", dsa.getParams().getP().bitLength(), MAX_MODULUS);
            within("DSA order", dsa.getParams().getQ().bitLength(), MAX_DSA_ORDER);
            within("DSA value", dsa.getY().bitLength(), MAX_MODULUS);
            within("DSA generator", dsa.getParams().getG().bitLength(), MAX_MODULUS);
        }
    }

    private static void within(String what, int bits, int limit) throws InvalidKeyException {
        if (bits > limit) {
            throw new InvalidKeyException("its " + what + " has " + bits + " bits, more than " + limit);
        }
    }
}
