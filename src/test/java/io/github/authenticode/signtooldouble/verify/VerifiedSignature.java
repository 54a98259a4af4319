package io.github.authenticode.signtooldouble.verify;

import io.github.authenticode.signtooldouble.certificate.CertificateText;
import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.Options;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jsign.Signable;

/** Says what is in one signature, and stops at the first thing that is wrong with it. */
final class VerifiedSignature {
    private final Console console;
    private final Options options;
    private final SignatureDetails details;
    private final List<X509Certificate> roots;
    private final List<X509Certificate> chain;
    private final Optional<SignatureDetails.Timestamp> timestamp;

    VerifiedSignature(Console console, Options options, SignatureDetails details, List<X509Certificate> roots)
            throws GeneralSecurityException, IOException {
        this.console = console;
        this.options = options;
        this.details = details;
        this.roots = roots;
        this.chain = details.chain();
        this.timestamp = details.timestamp();
    }

    boolean isTimestamped() {
        return timestamp.isPresent();
    }

    void judge(int index, Signable file) throws VerifyFailure, IOException {
        String hash = HexFormat.of().withUpperCase().formatHex(details.signedDigest());
        verbose("\nSignature Index: " + index + (index == 0 ? " (Primary Signature)" : "") + "\nHash of file ("
                + details.digestName() + "): " + hash + "\n");
        if (!details.matches(file)) {
            throw VerifyFailure.unlessQuiet("WinVerifyTrust returned error: 0x80096010\n"
                    + "\tThe digital signature of the object did not verify.");
        }
        verbose("\nSigning Certificate Chain:\n" + CertificateText.chain(chain) + timestampText());
        X509Certificate root = chain.get(chain.size() - 1);
        if (!options.has("pa") || !roots.contains(root)) {
            throw VerifyFailure.always("A certificate chain processed, but terminated in a root\n"
                    + "\tcertificate which is not trusted by the trust provider.");
        }
        requireRoot(root);
        requireSigner();
        if (!options.verbose() && !options.quiet()) {
            console.line(String.format(
                    "%-6d %-10s %-13s", index, details.digestName(), isTimestamped() ? "RFC3161" : "None"));
        }
    }

    private String timestampText() {
        return timestamp
                .map(t -> "The signature is timestamped: " + CertificateText.date(t.time())
                        + "\nTimestamp Verified by:\n" + CertificateText.chain(t.chain()))
                .orElse("File is not timestamped.\n\n");
    }

    private void requireRoot(X509Certificate root) throws VerifyFailure {
        String name =
                CertificateText.displayName(root.getSubjectX500Principal()).toLowerCase(Locale.ROOT);
        Optional<String> wanted = options.value("r");
        if (wanted.isPresent() && !name.contains(wanted.get().toLowerCase(Locale.ROOT))) {
            verbose("Root subject name does not match: " + name + "\n");
            throw VerifyFailure.always("Signing Cert does not chain to the specified Root Cert.");
        }
    }

    private void requireSigner() throws VerifyFailure {
        String thumbprint = CertificateText.thumbprint(chain.get(0));
        List<String> wanted = options.values("sha1");
        if (!wanted.isEmpty() && wanted.stream().noneMatch(thumbprint::equalsIgnoreCase)) {
            throw VerifyFailure.always("The signing certificate does not have a specified SHA1 hash.");
        }
    }

    private void verbose(String text) {
        if (options.verbose()) {
            console.out(text);
        }
    }
}
