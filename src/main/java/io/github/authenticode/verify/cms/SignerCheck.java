package io.github.authenticode.verify.cms;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.asn1.MalformedException;
import io.github.authenticode.verify.crypto.Digest;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.naming.Oids;
import io.github.authenticode.verify.path.SignatureChecks;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The check of one SignerInfo as RFC 5652 5.4 to 5.6 asks: the message digest over the content, the signature over the
 * signed attributes. The same rules hold for a file's signature, an RFC 3161 token and a legacy countersignature.
 */
public final class SignerCheck {
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

    private final String subject;
    private final SignerInfo signer;
    private final SignatureChecks checks;
    private final AttributeSet signed;
    private final List<Violation> violations = new ArrayList<>();

    /** @param subject what sentences speak of: {@code The signature} */
    public SignerCheck(String subject, SignerInfo signer, SignatureChecks checks) {
        this.subject = subject;
        this.signer = signer;
        this.checks = checks;
        this.signed = new AttributeSet(signer.getAuthenticatedAttributes());
    }

    /**
     * The result of the check.
     *
     * @param certificate the one that the SignerInfo names, if it is among the candidates
     * @param broken whether it proves nothing at all, and does not merely use an outdated digest
     */
    public record Result(Optional<X509Certificate> certificate, List<Violation> violations, boolean broken) {}

    /**
     * @param contentType what the contentType attribute must say; empty if there need not be one
     * @param content the octets that the message digest is computed over
     * @param candidates where to look for the signer's certificate
     */
    public Result check(Optional<String> contentType, byte[] content, Collection<X509Certificate> candidates)
            throws IOException {
        Digest digest = Digest.of(signer.getDigestAlgorithm());
        if (!digest.isAccepted()) {
            // Of MD5 anyone can make a second file with the same digest in seconds: no policy can want that.
            violations.add(new Violation(
                    ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                    subject + " uses the digest " + digest.name() + ", which is not accepted. Use SHA-256.",
                    digest.isOutdated() ? Rule.STRONG_DIGEST : Rule.SOUND_SIGNATURE));
        }
        if (signed.isEmpty()) {
            add(ViolationCode.CRYPT_E_BAD_ENCODE, " is damaged: it has no signed attributes.");
        } else {
            contentType(contentType);
            messageDigest(digest, content);
        }
        List<X509Certificate> named =
                candidates.stream().filter(c -> isNamed(signer, c)).distinct().toList();
        Optional<X509Certificate> certificate = maker(named);
        if (named.isEmpty()) {
            add(
                    ViolationCode.TRUST_E_NO_SIGNER_CERT,
                    " names a certificate that is not in the file: " + describe(signer) + ".");
        }
        boolean broken = violations.stream().anyMatch(v -> !isMereWeakness(v, digest));
        return new Result(certificate, List.copyOf(violations), broken);
    }

    private static boolean isMereWeakness(Violation violation, Digest digest) {
        return violation.rule() == Rule.SPECIFIED_FORM
                || (violation.rule() == Rule.STRONG_DIGEST && digest.isOutdated());
    }

    private void contentType(Optional<String> expected) throws MalformedException {
        String named = signed.single(AttributeSet.CONTENT_TYPE)
                .map(v -> ASN1ObjectIdentifier.getInstance(v).getId())
                .orElse("no type");
        if (expected.isPresent() && !named.equals(expected.get())) {
            add(
                    ViolationCode.CRYPT_E_BAD_ENCODE,
                    " is damaged: its attributes speak of content of " + Oids.named(named) + ", but it holds "
                            + Oids.named(expected.get()) + ".");
        }
    }

    private void messageDigest(Digest digest, byte[] content) throws MalformedException {
        Optional<byte[]> stated = signed.single(AttributeSet.MESSAGE_DIGEST)
                .map(v -> ASN1OctetString.getInstance(v).getOctets());
        if (stated.isEmpty()) {
            add(ViolationCode.CRYPT_E_BAD_ENCODE, " is damaged: its attributes hold no message digest.");
            return;
        }
        try {
            if (!MessageDigest.isEqual(stated.get(), digest.hash(content))) {
                add(ViolationCode.TRUST_E_BAD_DIGEST, " was changed: its content is not what was signed.");
            }
        } catch (NoSuchAlgorithmException e) {
            violations.add(cannotBeChecked(e));
        }
    }

    private Violation cannotBeChecked(Exception e) {
        return new Violation(
                ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                subject + " cannot be checked: " + Names.printable(String.valueOf(e.getMessage())) + ".",
                Rule.SOUND_SIGNATURE);
    }

    /**
     * The certificate whose key made the signature, or else the first that is named: anyone can make another with the
     * issuer and the serial number of the signer's.
     */
    private Optional<X509Certificate> maker(List<X509Certificate> named) {
        List<Violation> objections = new ArrayList<>();
        for (X509Certificate certificate : named) {
            Optional<Violation> objection = signed.isEmpty() ? Optional.empty() : signatureValue(certificate);
            if (objection.isEmpty()) {
                return Optional.of(certificate);
            }
            objections.add(objection.get());
        }
        objections.stream().findFirst().ifPresent(violations::add);
        return named.stream().findFirst();
    }

    /** What speaks against this certificate's key having made the signature. */
    private Optional<Violation> signatureValue(X509Certificate certificate) {
        try {
            return isMadeBy(certificate.getPublicKey())
                    ? Optional.empty()
                    : Optional.of(new Violation(
                            ViolationCode.TRUST_E_BAD_DIGEST,
                            subject + " was changed: the key of \"" + Names.of(certificate) + "\" did not make it."));
        } catch (GeneralSecurityException | IOException e) {
            return Optional.of(cannotBeChecked(e));
        }
    }

    /**
     * Stored as [0] IMPLICIT, signed as a SET OF in DER order (RFC 5652, 5.4). Some signers leave out the sorting and
     * sign what they store; OpenSSL verifies that as it stands.
     */
    private boolean isMadeBy(PublicKey key) throws GeneralSecurityException, IOException {
        byte[] sorted = signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER);
        byte[] stored = signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DL);
        if (checks.verifies(signer, key, sorted)
                || (!Arrays.equals(sorted, stored) && checks.verifies(signer, key, stored))) {
            return true;
        }
        if (checks.verifiesBareDigest(signer, key, sorted)) {
            violations.add(SpecifiedForm.bareDigest(subject));
            return true;
        }
        return false;
    }

    private static String describe(SignerInfo signer) throws IOException {
        if (signer.getSID().isTagged()) {
            return "one known by its key identifier only";
        }
        IssuerAndSerialNumber id =
                IssuerAndSerialNumber.getInstance(signer.getSID().getId());
        return "issuer \"" + Names.distinguished(new X500Principal(id.getName().getEncoded())) + "\", serial number "
                + id.getSerialNumber().getValue().toString(16);
    }

    /** Whether the certificate is the one that the SignerInfo says it was made with. */
    static boolean isNamed(SignerInfo signer, X509Certificate certificate) {
        if (signer.getSID().isTagged()) {
            byte[] keyIdentifier =
                    ASN1OctetString.getInstance(signer.getSID().getId()).getOctets();
            byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
            return extension != null
                    && MessageDigest.isEqual(
                            keyIdentifier,
                            ASN1OctetString.getInstance(ASN1OctetString.getInstance(extension)
                                            .getOctets())
                                    .getOctets());
        }
        IssuerAndSerialNumber id =
                IssuerAndSerialNumber.getInstance(signer.getSID().getId());
        byte[] issuer = certificate.getIssuerX500Principal().getEncoded();
        // The same name may be spelt with other blanks, or in characters of two octets; what is longer is no spelling
        // of it.
        return length(id.getName()) <= 2 * issuer.length
                && id.getSerialNumber().getValue().equals(certificate.getSerialNumber())
                && id.getName().equals(X500Name.getInstance(issuer));
    }

    private static int length(X500Name name) {
        try {
            return name.getEncoded().length;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    private void add(ViolationCode code, String predicate) {
        violations.add(new Violation(code, subject + predicate));
    }
}
