package io.github.authenticode.verify.rules;

import io.github.authenticode.plan.policy.Rule;
import io.github.authenticode.verify.asn1.MalformedFileException;
import io.github.authenticode.verify.format.content.SignedContent;
import io.github.authenticode.verify.naming.NamePattern;
import io.github.authenticode.verify.naming.Names;
import io.github.authenticode.verify.violation.Violation;
import io.github.authenticode.verify.violation.ViolationCode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;

/** The rules of a policy for a file's own properties, in the light of one signature. */
public final class PackageRules {
    private static final String REMEDY =
            " Write the signer's subject into the manifest, or sign with that publisher's certificate.";

    private PackageRules() {}

    /** Windows calls it 0x8007000B, ERROR_BAD_FORMAT ("How to sign an app package using SignTool", Microsoft Learn). */
    static Optional<Violation> publisher(SignedContent file, X509Certificate signer) {
        try {
            return file.publisher()
                    .filter(p -> !isSubject(p, signer))
                    .map(p -> publisher("The manifest names the publisher \"" + Names.printable(p)
                            + "\", the signer's subject is \"" + Names.distinguished(signer.getSubjectX500Principal())
                            + "\": Windows does not install the package." + REMEDY));
        } catch (MalformedFileException e) {
            return Optional.of(publisher(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Optional.of(publisher("The manifest cannot be read: " + e.getMessage() + "." + REMEDY));
        }
    }

    private static Violation publisher(String message) {
        return new Violation(ViolationCode.TRUST_E_SUBJECT_NOT_TRUSTED, message, Rule.PACKAGE_PUBLISHER);
    }

    /** The same parts with the same values; Windows writes the order of the certificate backwards, others do not. */
    private static boolean isSubject(String publisher, X509Certificate signer) {
        X500Name subject = X500Name.getInstance(signer.getSubjectX500Principal().getEncoded());
        return NamePattern.parse(publisher)
                .filter(p -> parts(p).equals(parts(subject)))
                .isPresent();
    }

    private static List<String> parts(X500Name name) {
        return NamePattern.attributes(name).stream()
                .map(a -> a.getType().getId() + "=" + Names.text(a))
                .sorted()
                .toList();
    }

    static Optional<Violation> pageHashes(SignedContent file, String contentType, byte[] content) {
        return file.hasPageHashes(contentType, content)
                .filter(has -> !has)
                .map(none -> new Violation(
                        ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                        "The signature holds no page hashes, so that Windows cannot check the program as it loads."
                                + " Sign it with page hashes (signtool sign /ph).",
                        Rule.PAGE_HASHES));
    }

    /**
     * Without MsiDigitalSignatureEx the digest is over contents one after the other, wherever one ends and whatever its
     * name is.
     */
    static Optional<Violation> metadata(SignedContent file) {
        return file.coversMetadata()
                .filter(covers -> !covers)
                .map(not -> new Violation(
                        ViolationCode.CRYPT_E_SECURITY_SETTINGS,
                        "The signature covers the contents of the installer's streams, but not their names, sizes and"
                                + " borders, since it has no MsiDigitalSignatureEx. Sign it with this plugin, with signtool,"
                                + " or with osslsigncode -add-msi-dse.",
                        Rule.INSTALLER_METADATA));
    }

    /** @param found signatures of the file, nested ones included */
    public static Optional<Violation> signatures(int found, int most) {
        return found <= most
                ? Optional.empty()
                : Optional.of(new Violation(
                        ViolationCode.TRUST_E_FAIL,
                        "The file has " + found + " signatures, more than " + most + ". Sign it again, replacing them.",
                        Rule.MAXIMUM_SIGNATURES));
    }
}
