package io.github.authenticode.pem;

import java.security.cert.CertificateException;

/**
 * The certificate is whole, and its key is on a curve that the JDK does not read: an unknown one, or one given by its
 * numbers.
 */
public final class UnknownCurveException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    UnknownCurveException(String subject, CertificateException cause) {
        super("the certificate of " + subject + " has a key on a curve that is not read: " + cause.getMessage(), cause);
        this.subject = subject;
    }

    public String subject() {
        return subject;
    }
}
