package io.github.authenticode.engine.embedded.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyProblem;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The chain of certificates, put from any order into that of the path. Which one signs is not believed but proven: the
 * leaf is the certificate whose public key verifies what the private key signs. Of two that would do, a certificate
 * renewed with its old key, the one that is valid longer is taken.
 */
final class CertificateChain {
    private static final byte[] PROBE = "authenticode-maven-plugin".getBytes(US_ASCII);
    private static final Comparator<X509Certificate> BY_END = Comparator.comparing(X509Certificate::getNotAfter);

    private CertificateChain() {}

    static List<X509Certificate> of(FoundKey key, Collection<X509Certificate> certificates) throws ProblemException {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(leaf(key, certificates));
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = issuer(next.get(), certificates);
        }
        return chain;
    }

    private static X509Certificate leaf(FoundKey found, Collection<X509Certificate> certificates)
            throws ProblemException {
        try {
            String algorithm = SupportedKey.signatureAlgorithm(found.key());
            byte[] proof = proof(found, algorithm);
            Signature signature = Signature.getInstance(algorithm);
            return certificates.stream()
                    .filter(c -> verifies(signature, c.getPublicKey(), proof))
                    .max(BY_END)
                    .orElseThrow(() -> new ProblemException(mismatch(found, certificates)));
        } catch (GeneralSecurityException e) {
            Optional<ProblemException> known = ExceptionText.cause(e, ProblemException.class);
            if (known.isPresent()) {
                throw known.get();
            }
            throw new ProblemException(Problem.of(
                            KeyProblem.KEY_UNUSABLE,
                            found.name() + " cannot sign.",
                            "Export the key and its certificate again.")
                    .withEvidence(ExceptionText.of(e)));
        }
    }

    private static byte[] proof(FoundKey found, String algorithm) throws GeneralSecurityException {
        Optional<Provider> provider = found.provider();
        Signature signature = provider.isPresent()
                ? Signature.getInstance(algorithm, provider.get())
                : Signature.getInstance(algorithm);
        signature.initSign(found.key());
        signature.update(PROBE);
        return signature.sign();
    }

    private static boolean verifies(Signature signature, PublicKey key, byte[] proof) {
        try {
            signature.initVerify(key);
            signature.update(PROBE);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false; // a key of another kind, or a signature that it cannot even decode
        }
    }

    private static Optional<X509Certificate> issuer(X509Certificate child, Collection<X509Certificate> certificates) {
        return certificates.stream()
                .filter(c -> c.getSubjectX500Principal().equals(child.getIssuerX500Principal()))
                .filter(c -> signed(c, child))
                .max(BY_END);
    }

    private static boolean signed(X509Certificate issuer, X509Certificate child) {
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // an authority of the same name with another key
        }
    }

    private static Problem mismatch(FoundKey key, Collection<X509Certificate> certificates) {
        String subjects = certificates.stream()
                .map(c -> c.getSubjectX500Principal().getName())
                .distinct()
                .collect(Collectors.joining("; "));
        return Problem.of(
                KeyProblem.KEY_MISMATCH,
                key.name() + " belongs to none of the certificates given: " + subjects + ".",
                "Give the certificate that was issued for this key, or the key of that certificate.");
    }
}
