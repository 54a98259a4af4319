package io.github.authenticode.verify.path;

import io.github.authenticode.verify.crypto.KeyBounds;
import io.github.authenticode.verify.crypto.SignatureScheme;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Purpose;
import io.github.authenticode.verify.path.CertificateCache.Link;
import io.github.authenticode.verify.path.CertificateCache.Way;
import io.github.authenticode.verify.path.PathBuilder.Path;
import io.github.authenticode.verify.violation.Violation;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The arithmetic with public keys that one file may cost. Signatures in signatures, timestamps of each and authorities
 * that share a name multiply: a crafted file of some hundred kilobytes could ask for fifty thousand checks. Counted
 * whether the answer is known already or not, so that the verdict of a file does not depend on the files before it.
 */
public final class SignatureChecks {
    /** Two signatures with a timestamp each and four certificates to either root take about 40. */
    private static final int MAX_CHECKS = 400;

    private final CertificateCache known;
    private final Set<Object> asked = new HashSet<>();
    private int spent;

    public SignatureChecks(CertificateCache known) {
        this.known = known;
    }

    /** Thrown where a file asks for more than any honest one; the message is a fragment, fit to follow a colon. */
    static final class TooCostlyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostlyException(String message) {
            super(message);
        }
    }

    /**
     * Whether this key signed the certificate; the answer is no, not an error, for a candidate that shares only the
     * name.
     */
    public boolean isSignedBy(X509Certificate certificate, PublicKey issuer) {
        Link link = new Link(certificate, issuer);
        if (asked.add(link)) {
            spend(1);
        }
        return known.link(link, () -> signed(certificate, issuer));
    }

    /** Whether this key signed the revocation list. */
    public boolean isSignedBy(X509CRL list, PublicKey issuer) {
        spend(1);
        try {
            KeyBounds.check(issuer);
            list.verify(issuer);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the key made the signature value of a SignerInfo. */
    public boolean verifies(SignerInfo signer, PublicKey key, byte[] message) throws GeneralSecurityException {
        spend(1);
        KeyBounds.check(key);
        return SignatureScheme.verifies(signer, key, message);
    }

    /** Whether an RSA key made it over the digest alone, without the name of its algorithm. */
    public boolean verifiesBareDigest(SignerInfo signer, PublicKey key, byte[] message)
            throws GeneralSecurityException {
        if (!(key instanceof RSAPublicKey rsa)) {
            return false;
        }
        spend(1);
        return SignatureScheme.verifiesBareDigest(signer, rsa, message);
    }

    /** What is wrong with a path, each of whose links has been checked. */
    Optional<Violation> structure(Path path, Purpose purpose, Supplier<Optional<Violation>> check) {
        Way way = new Way(path, purpose);
        if (asked.add(way)) {
            spend(path.certificates().size());
        }
        return known.way(way, check);
    }

    private void spend(int checks) {
        spent += checks;
        if (spent > MAX_CHECKS) {
            throw new TooCostlyException("it takes more than " + MAX_CHECKS + " checks of signatures to verify");
        }
    }

    private static boolean signed(X509Certificate certificate, PublicKey issuer) {
        try {
            KeyBounds.check(issuer);
        } catch (InvalidKeyException e) {
            throw new TooCostlyException(
                    "the issuer of \"" + Names.of(certificate) + "\" has a key that is not used: " + e.getMessage());
        }
        try {
            certificate.verify(issuer);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
