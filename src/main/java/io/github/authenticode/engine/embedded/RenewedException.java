package io.github.authenticode.engine.embedded;

import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;

/** A service signed with another certificate than the file was prepared for; prepared for that one it can be signed. */
final class RenewedException extends SignatureException {
    private static final long serialVersionUID = 1L;

    private final transient List<X509Certificate> chain;

    RenewedException(List<X509Certificate> chain) {
        super("the service renewed its certificate");
        this.chain = chain;
    }

    /** That of the signature. */
    List<X509Certificate> chain() {
        return chain;
    }
}
