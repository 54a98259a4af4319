package io.github.authenticode.verify.naming;

/** The purpose that a chain is built for, and whose it is in a sentence. */
public enum Purpose {
    CODE_SIGNING("1.3.6.1.5.5.7.3.3", "The signature's certificate chain"),
    TIMESTAMPING("1.3.6.1.5.5.7.3.8", "The timestamp's certificate chain");

    private final String oid;
    private final String chain;

    Purpose(String oid, String chain) {
        this.oid = oid;
        this.chain = chain;
    }

    /** The extended key usage that goes with it. */
    public String oid() {
        return oid;
    }

    /** How a sentence about the chain begins. */
    public String chain() {
        return chain;
    }
}
