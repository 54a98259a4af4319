package io.github.authenticode.plan.identity;

/** The type as which a key file is read. */
public enum KeystoreType {
    PKCS12,
    JKS,
    JCEKS,
    /**
     * A private key in PEM, plain or encrypted (PKCS#8 or the traditional form), with its certificates in another file.
     */
    PEM
}
